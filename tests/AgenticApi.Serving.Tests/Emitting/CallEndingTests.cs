using static AgenticApi.Serving.Tests.Emitting.EmitterTests;

namespace AgenticApi.Serving.Tests.Emitting;

/// <summary>Only complete calls are completed. With an incomplete one, the response is incomplete.</summary>
public class CallEndingTests
{
    [Theory]
    [InlineData("{}", CallEnding.Whole, "completed", "{}")]
    [InlineData("", CallEnding.Whole, "completed", "{}")]
    [InlineData("{}", CallEnding.CutOff, "incomplete", "{}")]
    [InlineData("{\"a\":", CallEnding.CutOff, "incomplete", "{\"a\":")]
    [InlineData("{\"a\":1 2}", CallEnding.Broken, "incomplete", "{\"a\":1 2}")]
    [InlineData("{\"a\":1 2}", CallEnding.Whole, "incomplete", "{\"a\":1 2}")]
    [InlineData("{}}", CallEnding.Whole, "incomplete", "{}}")]
    [InlineData("[1]", CallEnding.Whole, "incomplete", "[1]")]
    [InlineData("12", null, "incomplete", "12")]
    [InlineData("[1]", null, "incomplete", "[1]")]
    [InlineData("{\"a\":1,}", null, "incomplete", "{\"a\":1,}")]
    [InlineData("{\"location\":\"Par", null, "incomplete", "{\"location\":\"Par")]
    [InlineData("{\"a\":\"\\", null, "incomplete", "{\"a\":\"\\")]
    public void Call_whose_arguments_are_not_an_object_is_incomplete(string arguments, CallEnding? ending, string status, string sent)
    {
        foreach (var last in (ModelDelta[][])[[], [new FinishDelta("stop")], [Call(1, "b", "g", "{}"), new FinishDelta("stop")], [new ContentDelta("t")]])
        {
            var emitted = Emit.All([Call(0, "a", "f", arguments), new ToolCallDelta(0) { Ending = ending }, .. last], null);

            (emitted.Response.FunctionCalls.First().Status, emitted.Response.FunctionCalls.First().Arguments).Should().Be((status, sent));
            (emitted.Folded.Ending, emitted.Response.IncompleteDetails?.Reason).Should().Be(
                status == "completed" ? (Ending.Completed, null) : (Ending.Incomplete, "incomplete_tool_call"));
        }
    }

    [Theory]
    [InlineData("length", "max_output_tokens")]
    [InlineData("content_filter", "content_filter")]
    public void Incomplete_reason_of_the_server_is_kept(string reason, string detail) =>
        Emit.All(new ToolCallDelta(0) { Name = "f", Arguments = "{", Ending = CallEnding.CutOff }, new FinishDelta(reason)).Response.IncompleteDetails!.Reason.Should().Be(detail);

    [Fact]
    public void Call_with_an_ending_is_closed_immediately_and_final()
    {
        var emitter = new ResponseEventEmitter(Emit.Options());
        emitter.Add(Call(0, "a", "f", "{}"));

        emitter.Add(new ToolCallDelta(0) { Ending = CallEnding.Whole }).Select(e => e.Type).Should().Equal("response.function_call_arguments.done", "response.output_item.done");
        emitter.Add(new ToolCallDelta(0) { Ending = CallEnding.CutOff }).Should().BeEmpty();
        Emit.All(Call(0, "a", "f", "{}"), new ToolCallDelta(0) { Ending = CallEnding.Whole }, Call(0, null, null, "{\"b\":1}")).Items.Should().Equal("f({})", "f({\"b\":1})");
    }

    [Fact]
    public void Ended_call_without_a_name_is_incomplete()
    {
        var emitted = Emit.All(new ToolCallDelta(0) { Name = "", Arguments = "{}", Ending = CallEnding.Whole });

        (emitted.Response.FunctionCalls.Single().Name, emitted.Response.FunctionCalls.Single().Status).Should().Be(("", "incomplete"));
    }
}
