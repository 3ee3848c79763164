using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using AgenticApi.Execution;

namespace AgenticApi.Cli;

/// <summary>A program that runs the calls of a tool: a process a call.</summary>
/// <param name="command">The program and its arguments.</param>
/// <param name="processes">Where its processes are noted while they run.</param>
internal sealed class ToolProgram(IReadOnlyList<string> command, ToolProcesses processes)
{
    private const int MaxOutputChars = 10_000_000;
    private const int MaxErrorChars = 1000;
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Runs it.</summary>
    /// <param name="input">What it gets on standard input.</param>
    /// <param name="idempotencyKey">The same for each execution of a call.</param>
    /// <param name="cancellationToken">Kills it with its children.</param>
    /// <returns>Its standard output, without the line end behind it.</returns>
    /// <exception cref="ToolException">It could not be started, or its exit code is not 0.</exception>
    public async Task<ToolOutput> RunAsync(string input, string idempotencyKey, CancellationToken cancellationToken)
    {
        using var process = Start(idempotencyKey);
        processes.Add(process);
        // At once, and not when a task goes on: nothing of it outlives this program.
        using var kill = cancellationToken.UnsafeRegister(process => processes.Kill((Process)process!), process);
        try
        {
            var output = ReadAsync(process.StandardOutput, MaxOutputChars, keepsTail: false, cancellationToken);
            var error = ReadAsync(process.StandardError, MaxErrorChars, keepsTail: true, cancellationToken);
            var all = Task.WhenAll(output, error, WriteAsync(process.StandardInput, input, cancellationToken), process.WaitForExitAsync(cancellationToken));
            // Whoever has inherited the program's output may hold it open for ever.
            await Task.WhenAny(all, output).WaitAsync(cancellationToken).ConfigureAwait(false);
            var text = await output.ConfigureAwait(false);
            await all.WaitAsync(cancellationToken).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            return process.ExitCode == 0 ? ToolOutput.FromText(text.TrimEnd('\r', '\n')) : throw new ToolException(Failure(process.ExitCode, await error.ConfigureAwait(false)));
        }
        finally
        {
            processes.End(process);
        }
    }

    private Process Start(string? idempotencyKey)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = Utf8,
            StandardOutputEncoding = Utf8,
            StandardErrorEncoding = Utf8,
        };
        start.Environment["AGENTIC_API_IDEMPOTENCY_KEY"] = idempotencyKey;
        try
        {
            return Process.Start(start)!;
        }
        catch (Exception e) when (e is Win32Exception or IOException)
        {
            throw new ToolException("The tool's program could not be started.", e);
        }
    }

    private static async Task<string> ReadAsync(StreamReader reader, int max, bool keepsTail, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        var buffer = new char[4096];
        while (await reader.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is > 0 and var count)
        {
            text.Append(buffer, 0, count);
            if (text.Length > max && !keepsTail)
            {
                throw new ToolException(string.Create(CultureInfo.InvariantCulture, $"The tool's output is longer than {max} characters."));
            }

            text.Remove(0, Math.Max(0, text.Length - max));
        }

        return text.ToString();
    }

    private static async Task WriteAsync(StreamWriter writer, string input, CancellationToken cancellationToken)
    {
        try
        {
            await using (writer.ConfigureAwait(false))
            {
                await writer.WriteAsync(input.AsMemory(), cancellationToken).ConfigureAwait(false);
            }
        }
        catch (IOException)
        {
            // It has ended without reading all of it.
        }
    }

    private static string Failure(int exitCode, string error)
    {
        var lines = error.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return string.Create(CultureInfo.InvariantCulture, $"Exit code {exitCode}. {string.Join('\n', lines.TakeLast(5))}").TrimEnd();
    }
}
