using System.Diagnostics;
using System.Globalization;
using AgenticApi.ResponseStoreWriter;
using Xunit.Abstractions;

namespace AgenticApi.Serving.Tests.Storing;

/// <summary>The guarantees of a store in files if its process is killed, and for a second process.</summary>
public sealed class FileResponseStoreProcessTests(ITestOutputHelper output) : IDisposable
{
    private const int Kills = 32;

    private readonly string _folder = Directory.CreateTempSubdirectory("agentic-api-store-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Process_killed_at_any_moment_keeps_every_reported_write()
    {
        var (torn, rewritten) = (0, 0);
        var firstSeed = Environment.TickCount & 0xFFFFFF;
        output.WriteLine($"Seeds: {firstSeed} to {firstSeed + (Kills / 4) - 1}");
        for (var kill = 0; kill < Kills; kill++)
        {
            var (id, seed) = ($"resp_{kill / 4}", firstSeed + (kill / 4));
            var told = await KillAsync(id, seed, milliseconds: new Random(firstSeed + kill).Next(60));
            var file = new FileInfo(Path.Combine(_folder, id + ".record"));
            rewritten += Directory.EnumerateFiles(_folder, "*.tmp").Count();

            using var store = new FileResponseStore(_folder);
            var record = (await store.ReadAsync(id))!;

            var length = file.Length;
            file.Refresh();
            torn += file.Length < length ? 1 : 0;
            record.Version.Should().BeInRange(told, told + 1, $"version {told} was written, and one more may have been; seed {seed}");
            var expected = EntriesUpTo(seed, record.Version);
            record.Entries.Select(entry => entry.Key).Should().Equal(expected.Select(entry => entry.Key), $"seed {seed}");
            record.Entries.Zip(expected).Should().OnlyContain(pair => Enumerable.SequenceEqual(pair.First.Value!.Value.ToArray(), pair.Second.Value!.Value.ToArray()), $"seed {seed}");
        }

        output.WriteLine($"{torn} of {Kills} kills tore a write, {rewritten} left a file that was being written anew.");
    }

    [Fact]
    public async Task Folder_locked_by_another_process_throws_until_that_process_ends()
    {
        using var first = Start("r", seed: 1);
        (await first.StandardOutput.ReadLineAsync()).Should().Be("1");

        using var second = Start("r", seed: 2);
        (await second.StandardOutput.ReadLineAsync()).Should().Be("locked");
        FluentActions.Invoking(() => new FileResponseStore(_folder)).Should().Throw<IOException>();
        first.Kill();
        await first.WaitForExitAsync();

        using var store = new FileResponseStore(_folder);
    }

    private static StoredEntry[] EntriesUpTo(int seed, long version)
    {
        var entries = new SortedDictionary<string, StoredEntry>(StringComparer.Ordinal);
        for (long i = 1; i <= version; i++)
        {
            foreach (var entry in WrittenEntries.Of(seed, i))
            {
                entries.Remove(entry.Key);
                if (entry.Value is not null)
                {
                    entries.Add(entry.Key, entry);
                }
            }
        }

        return [.. entries.Values];
    }

    /// <summary>Starts a writer, kills it a moment after its first write, and returns the last version that it printed.</summary>
    private async Task<long> KillAsync(string id, int seed, int milliseconds)
    {
        using var process = Start(id, seed);
        var told = long.Parse((await process.StandardOutput.ReadLineAsync())!, CultureInfo.InvariantCulture);
        var rest = process.StandardOutput.ReadToEndAsync();
        await Task.Delay(milliseconds);
        process.Kill();
        var versions = (await rest).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => long.Parse(line, CultureInfo.InvariantCulture)).ToArray();
        await process.WaitForExitAsync();
        versions.Should().Equal(Enumerable.Range(1, versions.Length).Select(i => told + i));
        return versions.LastOrDefault(told);
    }

    private Process Start(string id, int seed) => Process.Start(
        new ProcessStartInfo("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "AgenticApi.ResponseStoreWriter.dll"), _folder, id, $"{seed}"])
        {
            RedirectStandardOutput = true,
        })!;
}
