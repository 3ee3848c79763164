using System.Text.Json;
using AgenticApi.Cassettes;

namespace AgenticApi.Serving.Tests.Recordings;

/// <summary>The emitter gives the events that OpenAI streamed, in the same order and with the same members.</summary>
public class RecordedEventTests
{
    [RecordingsTheory]
    [InlineData("agentic-api/resp-single-gpt-4o-streaming.yaml")]
    [InlineData("agentic-api/resp-two-turn-gpt-4o-streaming.yaml")]
    [InlineData("agentic-api/openai_responses_tool_calls_3turn_streaming.yaml")]
    public void Emitted_events_have_the_types_and_members_of_OpenAI(string file)
    {
        foreach (var turn in Cassette.Load(Path.Combine(Repository.Recordings!, file)).Turns)
        {
            List<ResponseStreamEvent> recorded = [.. ResponseEventReader.ReadAsync(turn.Response.Open()).ToBlockingEnumerable()];

            var emitted = Emit.All(recorded.Select(Said).OfType<ModelDelta>(), null);

            emitted.Events.Select(e => e.Type).Should().Equal(recorded.Select(e => e.Type));
            emitted.Response.OutputText.Should().Be(turn.Response.Accumulate().Response.OutputText);
            emitted.Response.FunctionCalls.Select(call => (call.CallId, call.Name, call.Arguments)).Should().Equal(
                turn.Response.Accumulate().Response.FunctionCalls.Select(call => (call.CallId, call.Name, call.Arguments)));
            foreach (var (ours, theirs) in emitted.Events.Zip(recorded))
            {
                // The padding is optional. The schema requires the name, but OpenAI does not send it.
                Members(ours.Json).Except(["name"]).Should().BeEquivalentTo(Members(theirs.Json).Except(["obfuscation"]), $"{ours.Type} has them");
            }
        }
    }

    /// <summary>Returns the names of the members of an event, and of its item or part.</summary>
    private static IEnumerable<string> Members(JsonElement e) => e.EnumerateObject().SelectMany(member => member.Name is "item" or "part"
        ? member.Value.EnumerateObject().Select(inner => $"{member.Name}.{inner.Name}").Append(member.Name)
        : [member.Name]);

    private static ModelDelta? Said(ResponseStreamEvent e) => e switch
    {
        OutputTextDeltaEvent text => new ContentDelta(text.Delta!),
        OutputItemAddedEvent { Item: FunctionCallItem call } added => new ToolCallDelta(added.OutputIndex!.Value) { Id = call.CallId, Name = call.Name },
        FunctionCallArgumentsDeltaEvent arguments => new ToolCallDelta(arguments.OutputIndex!.Value) { Arguments = arguments.Delta },
        _ => null,
    };
}
