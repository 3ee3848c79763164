using System.Text.RegularExpressions;

namespace AgenticApi.Fuzzing.Promises;

/// <summary>No content is in a deviation or the message of an exception; ids and types only where they are made like ones.</summary>
internal sealed partial class DeviationsHoldNoContent : Promise
{
    private const string Canary = "c4nary";
    private static readonly ResponseAccumulatorOptions Strict = new() { Strict = true };

    public override Breach? Check(Subject subject, Random random)
    {
        if (random.Next(8) == 0 && Fold.Whole(subject.Bytes, subject.Input.IsBody, Strict).Error is { } refused && Judge(refused) is { } breach)
        {
            return breach;
        }

        return subject.Whole.Error is { } error ? Judge(error) : subject.Whole.Result!.Deviations.Select(Judge).FirstOrDefault(found => found is not null);
    }

    private static Breach? Judge(Deviation deviation) =>
        deviation.Action.Contains(Canary, StringComparison.OrdinalIgnoreCase) ? new Breach($"content in Action of {deviation.Kind}", deviation.Action)
        : !IsPlain(deviation.ItemId) ? new Breach("ItemId that is no plain id", $"{deviation.Kind} {deviation.ItemId}")
        : !IsPlain(deviation.EventType) ? new Breach("EventType that is no plain name", $"{deviation.Kind} {deviation.EventType}")
        : null;

    private static Breach? Judge(Exception error)
    {
        var deviation = (error as ResponseProtocolException)?.Deviation;
        var message = deviation?.EventType is { Length: > 0 } type ? error.Message.Replace(type, "", StringComparison.Ordinal) : error.Message;
        return message.Contains(Canary, StringComparison.OrdinalIgnoreCase) ? new Breach($"content in the message of {error.GetType().Name}", error.Message)
            : deviation is null ? null : Judge(deviation);
    }

    private static bool IsPlain(string? name) => name is null || Plain().IsMatch(name);

    [GeneratedRegex(@"\A[A-Za-z0-9_.:-]{0,128}\z")]
    private static partial Regex Plain();
}
