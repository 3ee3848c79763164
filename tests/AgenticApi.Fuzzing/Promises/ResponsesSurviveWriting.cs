using System.Text.Json;

namespace AgenticApi.Fuzzing.Promises;

/// <summary>A response is valid JSON without a member twice, gives an equal one when it is read again, and a sound body is written back as it is.</summary>
internal sealed class ResponsesSurviveWriting() : Promise(every: 2)
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 1000 };

    public override Breach? Check(Subject subject, Random random)
    {
        if (subject.Whole.Result is not { } result)
        {
            return null;
        }

        JsonElement json;
        try
        {
            using var document = JsonDocument.Parse(subject.Whole.Json, Options);
            json = document.RootElement.Clone();
        }
        catch (JsonException e)
        {
            return new Breach("the response is no JSON", e.Message);
        }

        if (JsonFacts.IsBroken(json))
        {
            return new Breach("half a character in the response");
        }

        if (HasTwice(json) || (JsonFacts.Member(json, "output") is { ValueKind: JsonValueKind.Array } output && output.EnumerateArray().Any(HasTwice)))
        {
            return new Breach("a member twice in the response or an item");
        }

        return ReadAgain(subject, result) ?? (subject.Input.IsBody ? JudgeBody(subject, result, json) : null);
    }

    /// <summary>Reads what was written. A response without any sign of one (a stream that never said what it is about) is left out.</summary>
    private static Breach? ReadAgain(Subject subject, AccumulatedResponse result)
    {
        if (subject.Facts.IsDeep || JsonFacts.Member(result.Response.Json, "object") is not { ValueKind: JsonValueKind.String } kind || kind.GetString() != "response" || JsonFacts.Member(result.Response.Json, "type") is not null)
        {
            return null;
        }

        var again = Fold.Whole(System.Text.Encoding.UTF8.GetBytes(subject.Whole.Json), isBody: true);
        return again.Error is { } error ? new Breach($"reading it again: {error.GetType().Name}", error.Message)
            : !again.Result!.Response.Equals(result.Response) ? new Breach("reading it again gives another response", $"{subject.Whole.Json} {again.Json}")
            : null;
    }

    /// <summary>A body about which the library has nothing to remark must come back as it is.</summary>
    private static Breach? JudgeBody(Subject subject, AccumulatedResponse result, JsonElement json)
    {
        var body = subject.Facts.Events[0];
        return body.IsBare && result.Ending == Ending.Completed && !body.HasDuplicates && !JsonFacts.IsBroken(body.Json)
            && result.Deviations.All(deviation => deviation.Severity == DeviationSeverity.Info) && !JsonElement.DeepEquals(body.Json, json)
            ? new Breach("a body is written back differently", subject.Whole.Json)
            : null;
    }

    private static bool HasTwice(JsonElement value) =>
        value.ValueKind == JsonValueKind.Object && value.EnumerateObject().Select(member => member.Name).ToList() is var names && names.Distinct().Count() != names.Count;
}
