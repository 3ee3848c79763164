using System.Text;

namespace AgenticApi.Execution.Tests.Journal;

/// <summary>Records for tests of journals.</summary>
internal static class TestRecords
{
    public static RunRecord New(string runId, long sequence, string text = "", string kind = "test") =>
        Raw(sequence, $$"""{"v":1,"run":"{{runId}}","seq":{{sequence}},"at":"2026-01-01T00:00:00Z","kind":"{{kind}}","text":"{{text}}"}""");

    public static RunRecord Raw(long sequence, string json) => new(sequence, Encoding.UTF8.GetBytes(json));

    public static string Text(this RunRecord record) => Encoding.UTF8.GetString(record.Utf8Json.Span);

    public static string[] Texts(this IEnumerable<RunRecord> records) => [.. records.Select(Text)];

    public static async Task AppendAsync(this IRunJournal journal, params RunRecord[] records)
    {
        foreach (var group in records.GroupBy(record => record.Json.GetProperty("run").GetString()!))
        {
            await using var lease = await journal.TakeAsync(group.Key);
            foreach (var record in group)
                await lease.AppendAsync(record, durable: false);
        }
    }

    public static async Task<string[]> ReadAsync(this IRunJournal journal, string runId)
    {
        await using var lease = await journal.TakeAsync(runId);
        return lease.Records.Texts();
    }
}
