using System.Text;

namespace AgenticApi.Tests.Support;

/// <summary>The grammar of a stream in which one item is open at a time. It shares no code with the emitter.</summary>
internal static class Grammar
{
    private static readonly string[] Message =
        ["output_item.added", "content_part.added", "output_text.delta|output_text.annotation.added*", "output_text.done", "content_part.done", "output_item.done"];

    private static readonly string[] Refusal = [.. Message.Select(type => type.Replace("|output_text.annotation.added", "", StringComparison.Ordinal).Replace("output_text", "refusal", StringComparison.Ordinal))];
    private static readonly string[] Reasoning = [.. Message.Select(type => type.Replace("|output_text.annotation.added", "", StringComparison.Ordinal).Replace("output_text", "reasoning_text", StringComparison.Ordinal))];

    private static readonly string[] Call =
        ["output_item.added", "function_call_arguments.delta*", "function_call_arguments.done", "output_item.done"];

    private static readonly string[] CustomCall = [.. Call.Select(type => type.Replace("function_call_arguments", "custom_tool_call_input", StringComparison.Ordinal))];

    public static void Check(IReadOnlyList<ResponseStreamEvent> events)
    {
        var created = events[0].Should().BeOfType<ResponseCreatedEvent>().Which.Response!;
        var at = created.Background == true ? 2 : 1;
        created.Status.Should().Be(at == 2 ? "queued" : "in_progress");
        if (at == 2)
        {
            events[1].Should().BeOfType<ResponseQueuedEvent>().Which.Response!.Status.Should().Be("queued");
        }

        events[at++].Should().BeOfType<ResponseInProgressEvent>().Which.Response!.Status.Should().Be("in_progress");
        events[^1].Should().BeAssignableTo<ResponseTerminalEvent>();
        for (var index = 0; at < events.Count - 1; index++)
        {
            at = Item(events, at, index);
        }
    }

    private static int Item(IReadOnlyList<ResponseStreamEvent> events, int at, int index)
    {
        var item = events[at].Should().BeOfType<OutputItemAddedEvent>().Which.Item!;
        var deltas = new StringBuilder();
        var whole = new List<string>();
        foreach (var step in Steps(item, events[at + 1]))
        {
            for (var isMany = step.EndsWith('*'); ; isMany = true)
            {
                if (!step.TrimEnd('*').Split('|').Contains(events[at].Type["response.".Length..]))
                {
                    isMany.Should().BeTrue($"{step} is due where {events[at].Type} stands");
                    break;
                }

                var e = events[at].Should().BeAssignableTo<ItemEvent>().Subject;
                (e.OutputIndex, e.ItemId).Should().Be((index, item.Id));
                Note(e, deltas, whole);
                at++;
                if (!step.EndsWith('*'))
                {
                    break;
                }
            }
        }

        whole.Should().OnlyContain(text => text == deltas.ToString());
        return at;
    }

    private static string[] Steps(OutputItem item, ResponseStreamEvent second) => item switch
    {
        FunctionCallItem => Call,
        CustomToolCallItem => CustomCall,
        ReasoningItem => Reasoning,
        _ => second is ContentPartAddedEvent { Part: RefusalPart } ? Refusal : Message,
    };

    private static void Note(ItemEvent e, StringBuilder deltas, List<string> whole)
    {
        switch (e)
        {
            case DeltaEvent delta:
                delta.Delta.Should().NotBeEmpty();
                deltas.Append(delta.Delta);
                break;
            case OutputTextDoneEvent done:
                whole.Add(done.Text!);
                break;
            case ReasoningTextDoneEvent done:
                whole.Add(done.Text!);
                break;
            case RefusalDoneEvent done:
                whole.Add(done.Refusal!);
                break;
            case CustomToolCallInputDoneEvent done:
                whole.Add(done.Input);
                break;
            case FunctionCallArgumentsDoneEvent done:
                whole.Add(done.Arguments!);
                break;
        }
    }
}
