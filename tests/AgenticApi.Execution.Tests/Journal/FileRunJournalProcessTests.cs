using System.Diagnostics;
using System.Globalization;
using Xunit.Abstractions;

namespace AgenticApi.Execution.Tests.Journal;

/// <summary>A journal in files that several processes use, or whose process is killed.</summary>
public sealed class FileRunJournalProcessTests(ITestOutputHelper output) : IDisposable
{
    private const int Kills = 32;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_process_that_is_killed_at_any_moment_leaves_every_appended_record()
    {
        var journal = new FileRunJournal(_folder.Path);
        var torn = 0;
        var firstSeed = Environment.TickCount & 0xFFFFFF;
        output.WriteLine($"Seeds: {firstSeed} to {firstSeed + Kills - 1}");
        for (var kill = 0; kill < Kills; kill++)
        {
            var (runId, seed) = ($"run-{kill / 4}", firstSeed + kill);
            var told = await KillAsync(runId, seed);
            var length = new FileInfo(Path.Combine(_folder.Path, runId + ".jsonl")).Length;

            await using var lease = await journal.TakeAsync(runId);

            torn += length > lease.Records.Sum(record => record.Utf8Json.Length + 1L) ? 1 : 0;
            lease.Records.Select(record => record.Sequence).Should().Equal(Enumerable.Range(0, lease.Records.Count).Select(i => (long)i), $"seed {seed}");
            lease.Records.Count.Should().BeInRange((int)told + 1, (int)told + 2, $"record {told} was appended, and one more may have been; seed {seed}");
        }
        output.WriteLine($"{torn} of {Kills} kills tore a line.");
    }

    [Fact]
    public async Task A_run_that_another_process_has_cannot_be_taken_until_that_process_is_gone()
    {
        var journal = new FileRunJournal(_folder.Path);
        using var first = Start("run", seed: 1);
        (await first.StandardOutput.ReadLineAsync()).Should().Be("0");

        using var second = Start("run", seed: 2);
        (await second.StandardOutput.ReadLineAsync()).Should().Be("taken");
        await journal.Awaiting(it => it.TakeAsync("run").AsTask()).Should().ThrowAsync<RunTakenException>();
        first.Kill();
        await first.WaitForExitAsync();

        await using var lease = await journal.TakeAsync("run");
    }

    /// <summary>Starts a writer, kills it a moment after its first append, and returns the last number that it printed.</summary>
    private async Task<long> KillAsync(string runId, int seed)
    {
        using var process = Start(runId, seed);
        var told = long.Parse((await process.StandardOutput.ReadLineAsync())!, CultureInfo.InvariantCulture);
        var rest = process.StandardOutput.ReadToEndAsync();
        await Task.Delay(new Random(seed).Next(40));
        process.Kill();
        var numbers = (await rest).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => long.Parse(line, CultureInfo.InvariantCulture)).ToArray();
        await process.WaitForExitAsync();
        numbers.Should().Equal(Enumerable.Range(1, numbers.Length).Select(i => told + i));
        return numbers.LastOrDefault(told);
    }

    private Process Start(string runId, int seed) => Process.Start(
        new ProcessStartInfo("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "AgenticApi.RunJournalWriter.dll"), _folder.Path, runId, $"{seed}"])
        {
            RedirectStandardOutput = true,
        })!;
}
