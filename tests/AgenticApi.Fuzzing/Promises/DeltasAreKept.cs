using System.Text;
using System.Text.Json;

namespace AgenticApi.Fuzzing.Promises;

/// <summary>Where nothing says a whole text, every tag of every delta is in the output, those of one text in their order.</summary>
internal sealed class DeltasAreKept : Promise
{
    private static readonly HashSet<string> Harmless =
    [
        "response.created", "response.in_progress", "response.queued", "response.output_item.added", "response.content_part.added", "response.reasoning_part.added",
        "response.reasoning_summary_part.added", "response.shell_call_command.added", "response.output_text.annotation.added", "keepalive", "response.inject.created",
        "response.inject.failed", "response.audio.delta", "response.audio.done", "response.audio.transcript.delta", "response.audio.transcript.done",
        "response.image_generation_call.partial_image", "error",
    ];

    private static readonly HashSet<string> Deltas =
    [
        "response.output_text.delta", "response.refusal.delta", "response.reasoning_text.delta", "response.reasoning_summary_text.delta", "response.function_call_arguments.delta",
        "response.custom_tool_call_input.delta", "response.mcp_call_arguments.delta", "response.code_interpreter_call_code.delta", "response.shell_call_command.delta",
        "response.shell_call_output_content.delta", "response.apply_patch_call_operation_diff.delta",
    ];

    public override Breach? Check(Subject subject, Random random)
    {
        var facts = subject.Facts;
        if (subject.Input.IsBody || subject.Whole.Result is null || !facts.IsClean || facts.IsDeep || !AreDeltasAll(facts) || !facts.IsInOrder)
        {
            return null;
        }

        var output = subject.Whole.Json;
        var texts = new Dictionary<string, (int At, string Tag)>(StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var e in facts.Events.TakeWhile(e => !e.MayEnd).Where(IsDelta))
        {
            foreach (var tag in Said(e.Member("delta")!.Value).SelectMany(JsonFacts.Tags))
            {
                var at = output.IndexOf(tag, StringComparison.Ordinal);
                if (at < 0)
                {
                    return new Breach($"a tag of {e.Type} is lost{Beside(e)}", tag);
                }

                var key = $"{e.Type}/{Place(e, "output_index")}/{Place(e, "item_id")}/{Place(e, "content_index")}{Place(e, "summary_index")}{Place(e, "command_index")}";
                if (seen.Add(tag) && output.IndexOf(tag, at + 1, StringComparison.Ordinal) < 0 && texts.TryGetValue(key, out var before) && before.At > at)
                {
                    return new Breach($"tags of {e.Type} change places", $"{before.Tag} {tag}");
                }

                texts[key] = (at, tag);
            }
        }

        return null;
    }

    /// <summary>Whether there is nothing in the stream that could say a whole text, or another one.</summary>
    private static bool AreDeltasAll(InputFacts facts) =>
        facts.Events.Count(e => e.Type == "response.created") <= 1
        && facts.Events.All(e => !e.IsObject || !e.HasDuplicates)
        && facts.Events.All(e => !e.IsObject || (e.MayEnd ? IsEndWithoutOutput(e)
            : e.Type is null ? e.Name.Length == 0 || e.HasType
            : !e.IsKnown ? !e.Type.EndsWith("done", StringComparison.Ordinal) : Harmless.Contains(e.Type) || Deltas.Contains(e.Type)));

    private static bool IsEndWithoutOutput(EventFact e) =>
        e.Type is not null && e.Type != "response.done" && e.Member("output") is null && e.Member("item") is null && e.Member("part") is null
        && (e.Member("response") is not { } response || response.ValueKind is not JsonValueKind.Object || IsEmpty(JsonFacts.Member(response, "output")));

    private static bool IsEmpty(JsonElement? value) =>
        value is null || value.Value.ValueKind == JsonValueKind.Null || (value.Value.ValueKind == JsonValueKind.Array && value.Value.GetArrayLength() == 0);

    private static bool IsDelta(EventFact e) =>
        e.IsObject && e.Type is not null && Deltas.Contains(e.Type)
        && e.Member("delta") is { } delta && delta.ValueKind == (e.Type == "response.shell_call_output_content.delta" ? JsonValueKind.Object : JsonValueKind.String);

    /// <summary>The text of a delta, or the two of a command's output.</summary>
    private static IEnumerable<JsonElement> Said(JsonElement delta) => delta.ValueKind == JsonValueKind.String
        ? [delta]
        : new[] { JsonFacts.Member(delta, "stdout"), JsonFacts.Member(delta, "stderr") }.OfType<JsonElement>().Where(text => text.ValueKind == JsonValueKind.String);

    private static string Place(EventFact e, string name) => e.Member(name) is { } value ? Encoding.Latin1.GetString(JsonFacts.Raw(value)) : "";

    /// <summary>Whether the event has members that are not its own, as they are the likely reason.</summary>
    private static string Beside(EventFact e)
    {
        string[] foreign = ["response", "item", "part", "annotation", "text", "refusal", "arguments", "input", "code", "diff", "command", "output"];
        return foreign.FirstOrDefault(name => e.Member(name) is not null) is { } found ? $" beside {found}" : "";
    }
}
