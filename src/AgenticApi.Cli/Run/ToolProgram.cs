using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using AgenticApi.Execution;

namespace AgenticApi.Cli;

/// <summary>Runs the calls of a tool with a program: one process per call.</summary>
/// <param name="command">The program and its arguments.</param>
/// <param name="processes">The list of running processes.</param>
internal sealed class ToolProgram(IReadOnlyList<string> command, ToolProcesses processes)
{
    private const int MaxOutputChars = 10_000_000;
    private const int MaxErrorChars = 1000;
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Runs the program for one call.</summary>
    /// <param name="input">The standard input of the program.</param>
    /// <param name="idempotencyKey">The key of the call, which is the same for each execution.</param>
    /// <param name="cancellationToken">Kills the program and its children.</param>
    /// <returns>The standard output without line breaks at the end.</returns>
    /// <exception cref="ToolException">The program could not be started, its output is too long, or its exit code is not 0.</exception>
    public async Task<ToolOutput> RunAsync(string input, string idempotencyKey, CancellationToken cancellationToken)
    {
        using var process = Start(idempotencyKey);
        processes.Add(process);
        // Kills the processes inside Cancel, before a continuation could end this program.
        using var kill = cancellationToken.UnsafeRegister(process => processes.Kill((Process)process!), process);
        try
        {
            var output = ReadAsync(process.StandardOutput, MaxOutputChars, keepsTail: false, cancellationToken);
            var error = ReadAsync(process.StandardError, MaxErrorChars, keepsTail: true, cancellationToken);
            var all = Task.WhenAll(output, error, WriteAsync(process.StandardInput, input, cancellationToken), process.WaitForExitAsync(cancellationToken));
            // A child process that inherited the output can keep it open forever, so only cancellation ends this wait.
            await Task.WhenAny(all, output).WaitAsync(cancellationToken).ConfigureAwait(false);
            var text = await output.ConfigureAwait(false);
            await all.WaitAsync(cancellationToken).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            return process.ExitCode == 0
                ? ToolOutput.FromText(text.TrimEnd('\r', '\n'))
                : throw new ToolException(Failure(process.ExitCode, await error.ConfigureAwait(false)));
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
            // The program exited without reading all of its input.
        }
    }

    private static string Failure(int exitCode, string error)
    {
        var lines = error.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return string.Create(CultureInfo.InvariantCulture, $"Exit code {exitCode}. {string.Join('\n', lines.TakeLast(5))}").TrimEnd();
    }
}
