using System.Text.Json;
using AgenticApi.Execution;

namespace AgenticApi.Cli;

/// <summary>What the journal says of a run that is to be resumed.</summary>
internal sealed class StoredRun
{
    private const int MaxListed = 20;
    private readonly Dictionary<CallKey, (string Name, string Digest, PendingReason Reason)> _waiting = [];
    private readonly HashSet<CallKey> _known = [];

    private StoredRun(string runId, IEnumerable<RunRecord> records)
    {
        foreach (var record in records)
        {
            Take(runId, record.Json);
        }
    }

    /// <summary>The calls that wait, or waited before.</summary>
    public IReadOnlyCollection<CallKey> Known => _known;

    /// <summary>Whether the model has answered.</summary>
    public bool HasCompleted { get; private set; }

    /// <summary>The last round, from 0.</summary>
    public int Round { get; private set; }

    /// <summary>What the model said in it.</summary>
    public string Text { get; private set; } = "";

    /// <summary>Reads a run.</summary>
    /// <exception cref="UsageException">There is none of that name.</exception>
    /// <exception cref="RunTakenException">Another process has it.</exception>
    public static async Task<StoredRun> ReadAsync(FileRunJournal journal, string folder, string runId)
    {
        var known = journal.RunIds.Order(StringComparer.Ordinal).ToList();
        if (!known.Contains(runId))
        {
            var more = known.Count > MaxListed ? $" and {known.Count - MaxListed} more" : "";
            throw new UsageException($"--resume: {folder} has no run '{runId}'. {(known.Count == 0 ? "It has none." : $"Its runs are: {string.Join(", ", known.Take(MaxListed))}{more}.")}");
        }

        var lease = await journal.TakeAsync(runId).ConfigureAwait(false);
        await using var _ = lease.ConfigureAwait(false);
        return new StoredRun(runId, lease.Records);
    }

    /// <summary>The decisions about the calls that wait, as far as they were made beforehand.</summary>
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

    private void Take(string runId, JsonElement record)
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
                Text = string.Concat(record.GetProperty("items"u8).EnumerateArray().Select(item => OutputItem.FromJson(item)).OfType<MessageItem>().Select(message => message.OutputText));
                break;
            case RunRecordFormat.EndKind:
                HasCompleted = record.GetProperty("outcome"u8).ValueEquals(nameof(RunOutcome.Completed));
                break;
        }
    }

    private static CallKey KeyOf(string runId, JsonElement record) => new(runId, record.GetProperty("round"u8).GetInt32(), record.GetProperty("position"u8).GetInt32());
}
