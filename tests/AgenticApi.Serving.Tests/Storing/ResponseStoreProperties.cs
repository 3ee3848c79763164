using FsCheck;
using FsCheck.Fluent;
using static AgenticApi.Serving.Tests.Storing.Stored;

namespace AgenticApi.Serving.Tests.Storing;

/// <summary>For any sequence of operations, every store has the results of a dictionary.</summary>
public abstract class ResponseStoreProperties
{
    private const int Ids = 3;

    private static readonly string[] Keys = ["a", "a/1", "a/2", "b", "head/lease", "z"];
    private static readonly string[] Ranges = ["", "a", "a/", "a/1", "b", "head/", "zz"];

    protected abstract IResponseStore Store { get; }

    /// <summary>The same store on another host; the same object if the store supports one host only.</summary>
    protected virtual IResponseStore OfOtherHost => Store;

    protected virtual int MaxTests => 200;

    [StoreFact]
    public Task Any_operations_have_the_results_of_the_model() => Task.Run(() =>
        Prop.ForAll(ArbMap.Default.ArbFor<int[]>(), plan => RunAsync(plan).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(MaxTests).WithEndSize(60)));

    /// <summary>Closes and reopens the store, if it is persistent.</summary>
    protected virtual void Reopen()
    {
    }

    private async Task RunAsync(int[] plan)
    {
        var run = Guid.NewGuid().ToString("N");
        var model = new Dictionary<string, ModelRecord>();
        foreach (var number in plan)
        {
            var choices = new Random(number);
            var id = $"{run}_{choices.Next(Ids)}";
            var store = choices.Next(2) == 0 ? Store : OfOtherHost;
            var expected = model.GetValueOrDefault(id);
            switch (choices.Next(10))
            {
                case 0:
                    (await store.DeleteAsync(id)).Should().Be(model.Remove(id));
                    break;
                case 1:
                    Reopen();
                    break;
                case 2 or 3 or 4:
                    var (prefix, after) = (Ranges[choices.Next(Ranges.Length)], Ranges[choices.Next(Ranges.Length)]);
                    (await store.TextAsync(id, prefix, after)).Should().Be(expected?.Text(prefix, after));
                    break;
                default:
                    await WriteAsync(store, id, choices, model);
                    break;
            }
        }

        for (var i = 0; i < Ids; i++)
        {
            var id = $"{run}_{i}";
            (await Store.TextAsync(id)).Should().Be(model.GetValueOrDefault(id)?.Text("", ""));
        }
    }

    private static async Task WriteAsync(IResponseStore store, string id, Random choices, Dictionary<string, ModelRecord> model)
    {
        var expected = model.GetValueOrDefault(id);
        var right = expected?.Version ?? 0;
        var version = choices.Next(5) > 0 ? right : choices.Next(4);
        // Some values are so large that files are rewritten.
        var entries = Enumerable.Range(0, choices.Next(4))
            .Select(_ => Entry(Keys[choices.Next(Keys.Length)], choices.Next(4) == 0 ? null : new string((char)choices.Next('a', 'z'), choices.Next(10) == 0 ? choices.Next(60_000) : choices.Next(3))))
            .ToArray();

        var written = await store.WriteAsync(id, version, entries, durable: choices.Next(8) == 0, CancellationToken.None);

        if (version != right)
        {
            written.Should().Be(0);
            return;
        }

        written.Should().BeGreaterThan(right);
        model[id] = (expected ?? new()).With(written, entries);
    }

    private sealed record ModelRecord(long Version = 0, StoredEntry[]? Entries = null)
    {
        public ModelRecord With(long version, StoredEntry[] written)
        {
            var all = (Entries ?? []).Concat(written).GroupBy(entry => entry.Key).Select(group => group.Last()).Where(entry => entry.Value != null);
            return new(version, [.. all.OrderBy(entry => entry.Key, StringComparer.Ordinal)]);
        }

        public string? Text(string prefix, string after) => new StoredRecord(
            Version, [.. Entries!.Where(entry => entry.Key.StartsWith(prefix, StringComparison.Ordinal) && string.CompareOrdinal(entry.Key, after) > 0)]).Text();
    }
}
