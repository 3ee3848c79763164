using System.Text.Json;
using AgenticApi.Execution;

namespace AgenticApi.Cli;

/// <summary>The state of a run in the journal, before it is resumed.</summary>
internal sealed class StoredRun
{
    private const int MaxListed = 20;
    private readonly Dictionary<CallKey, (string Name, string Digest, PendingReason Reason)> _waiting = [];
    private readonly HashSet<CallKey> _known = [];

    private StoredRun(string runId, IEnumerable<RunRecord> records)
    {
        foreach (var record in records)
        {
            Apply(runId, record.Json);
        }
    }

    /// <summary>The calls that wait or waited before.</summary>
    public IReadOnlyCollection<CallKey> Known => _known;

    /// <summary>Whether the model has answered.</summary>
    public bool HasCompleted { get; private set; }

    /// <summary>The last round, from 0.</summary>
    public int Round { get; private set; }

    /// <summary>The text of the model in the last round.</summary>
    public string Text { get; private set; } = "";

    /// <summary>Reads a run from the journal.</summary>
    /// <exception cref="UsageException">The journal does not contain the run.</exception>
    /// <exception cref="RunTakenException">Another process has taken the run.</exception>
    public static async Task<StoredRun> ReadAsync(FileRunJournal journal, string folder, string runId)
    {
        var known = journal.RunIds.Order(StringComparer.Ordinal).ToList();
        if (!known.Contains(runId))
        {
            var more = known.Count > MaxListed ? $" and {known.Count - MaxListed} more" : "";
            var runs = known.Count == 0 ? "It has no runs." : $"Its runs are: {string.Join(", ", known.Take(MaxListed))}{more}.";
            throw new UsageException($"--resume: {folder} has no run '{runId}'. {runs}");
        }

        var lease = await journal.TakeAsync(runId).ConfigureAwait(false);
        await using var _ = lease.ConfigureAwait(false);
        return new StoredRun(runId, lease.Records);
    }

    /// <summary>Creates the decisions for waiting calls that are answered or approved by options.</summary>
    /// <exception cref="UsageException">The file of an answer cannot be read.</exception>
    public IReadOnlyList<RunDecision> Decide(ApprovedTools approved, GivenAnswers answers)
    {
        var decisions = new List<RunDecision>();
        foreach (var (key, (name, digest, reason)) in _waiting)
        {
            if (answers.Of(key) is { } output)
            {
                decisions.Add(new RunDecision(key, digest, DecisionKind.Answer) { Output = output });
            }
            else if (approved.Covers(name, reason))
            {
                decisions.Add(new RunDecision(key, digest, DecisionKind.Run));
            }
        }

        return decisions;
    }

    private void Apply(string runId, JsonElement record)
    {
        switch (record.GetProperty("kind"u8).GetString())
        {
            case "round":
                Round = record.GetProperty("round"u8).GetInt32();
                HasCompleted = false;
                break;
            case "waiting":
                _known.Add(KeyOf(runId, record));
                _waiting[KeyOf(runId, record)] = (
                    record.GetProperty("item"u8).GetProperty("name"u8).GetString() ?? "",
                    record.GetProperty("digest"u8).GetString() ?? "",
                    Enum.Parse<PendingReason>(record.GetProperty("pending"u8).GetString()!));
                break;
            case "call" or "output":
                _waiting.Remove(KeyOf(runId, record));
                break;
            case "closed":
                _waiting.Clear();
                var items = record.GetProperty("items"u8).EnumerateArray().Select(item => OutputItem.FromJson(item));
                Text = string.Concat(items.OfType<MessageItem>().Select(message => message.OutputText));
                break;
            case RunRecordFormat.EndKind:
                HasCompleted = record.GetProperty("outcome"u8).ValueEquals(nameof(RunOutcome.Completed));
                break;
        }
    }

    private static CallKey KeyOf(string runId, JsonElement record) =>
        new(runId, record.GetProperty("round"u8).GetInt32(), record.GetProperty("position"u8).GetInt32());
}
