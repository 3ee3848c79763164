using System.Text;
using System.Text.Json;

namespace AgenticApi.Fuzzing.Promises;

/// <summary>Where no finished item and no terminal output says otherwise, the one whole text of each place is in the output.</summary>
internal sealed class WholeTextsAreKept : Promise
{
    private static readonly Dictionary<string, (string Member, string? Index)> Texts = new(StringComparer.Ordinal)
    {
        ["response.output_text.done"] = ("text", "content_index"),
        ["response.refusal.done"] = ("refusal", "content_index"),
        ["response.reasoning_text.done"] = ("text", "content_index"),
        ["response.reasoning_summary_text.done"] = ("text", "summary_index"),
        ["response.function_call_arguments.done"] = ("arguments", null),
        ["response.custom_tool_call_input.done"] = ("input", null),
        ["response.mcp_call_arguments.done"] = ("arguments", null),
        ["response.code_interpreter_call_code.done"] = ("code", null),
        ["response.apply_patch_call_operation_diff.done"] = ("diff", null),
        ["response.shell_call_command.done"] = ("command", "command_index"),
        ["response.shell_call_output_content.done"] = ("output", "command_index"),
        ["response.content_part.done"] = ("part", "content_index"),
        ["response.reasoning_part.done"] = ("part", "content_index"),
        ["response.reasoning_summary_part.done"] = ("part", "summary_index"),
    };

    public override Breach? Check(Subject subject, Random random)
    {
        var facts = subject.Facts;
        if (subject.Input.IsBody || subject.Whole.Result is null || !facts.IsClean || facts.IsDeep || facts.MayEnd || !facts.IsInOrder
            || facts.Events.Count(e => e.Type == "response.created") > 1 || facts.Events.Any(IsOther))
        {
            return null;
        }

        var texts = facts.Events.Where(e => e.Type is not null && Texts.ContainsKey(e.Type)).Select(e => (Event: e, Place: Place(e))).ToList();
        if (texts.Any(text => text.Place is null))
        {
            return null;
        }

        return texts.GroupBy(text => text.Place).Where(place => place.Count() == 1).Select(place => Missing(place.Single().Event, subject.Whole.Json)).FirstOrDefault(breach => breach is not null);
    }

    /// <summary>Whether the event has a whole item, or cannot be told.</summary>
    private static bool IsOther(EventFact e) =>
        e.IsObject && (e.HasDuplicates || e.Type is "response.output_item.done" || (e.Type is null && e.Name.Length > 0)
            || (e.Type is not (null or "response.output_item.added") && !Texts.ContainsKey(e.Type) && e.Member("item") is not null));

    /// <summary>The item and the part that the event names; null where it names none.</summary>
    private static string? Place(EventFact e)
    {
        var (item, part) = (Index(e, "output_index"), Texts[e.Type!].Index is { } name ? Index(e, name) : 0);
        return item is null || part is null ? null : $"{item}/{part}/{(e.Type!.Contains("summary", StringComparison.Ordinal) ? "summary" : "")}";
    }

    private static int? Index(EventFact e, string name) =>
        e.Member(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt32(out var index) && index >= 0 && !JsonFacts.Raw(value).ContainsAny(".eE-"u8) ? index : null;

    /// <summary>Whether it is what a command printed: one object of two texts.</summary>
    private static bool IsPrinted(JsonElement output) =>
        output.GetArrayLength() == 1 && JsonFacts.Member(output[0], "stdout") is { ValueKind: JsonValueKind.String } && JsonFacts.Member(output[0], "stderr") is { ValueKind: JsonValueKind.String };

    private static Breach? Missing(EventFact e, string output)
    {
        var member = Texts[e.Type!].Member;
        var kind = member switch { "part" => JsonValueKind.Object, "output" => JsonValueKind.Array, _ => JsonValueKind.String };
        return e.Member(member) is { } value && value.ValueKind == kind && (kind != JsonValueKind.Array || IsPrinted(value))
            && JsonFacts.Tags(value).FirstOrDefault(tag => !output.Contains(tag, StringComparison.Ordinal)) is { } lost
            ? new Breach($"a tag of {e.Type} is lost", $"{lost} of {Encoding.Latin1.GetString(JsonFacts.Raw(value))}")
            : null;
    }
}
