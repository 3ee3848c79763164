using static AgenticApi.Serving.Tests.Emitting.EmitterTests;

namespace AgenticApi.Serving.Tests.Emitting;

/// <summary>A call of a tool in a namespace has separate members for name and namespace.</summary>
public class NamespaceTests
{
    private const string Request = """
        {"model":"m","tools":[{"type":"function","name":"add"},{"type":"namespace","name":"mcp__sums","description":"d","tools":[{"type":"function","name":"add"}]}]}
        """;

    [Fact]
    public void Name_and_namespace_are_separate_in_every_event_and_the_response()
    {
        var emitted = Emit.All([Call(0, "a", "mcp__sums__add", "{\"x\""), Call(0, arguments: ":1}"), Call(1, "b", "add", "{}")], Emit.Options(Request));

        emitted.Items.Should().Equal("""mcp__sums/add({"x":1})""", "add({})");
        emitted.Events.OfType<OutputItemAddedEvent>().Select(e => e.Item).Cast<FunctionCallItem>().Select(call => (call.Name, call.Namespace)).Should().Equal(("add", "mcp__sums"), ("add", null));
        emitted.Events.OfType<FunctionCallArgumentsDoneEvent>().Select(e => e.Name).Should().Equal("add", "add");
        emitted.Response.FunctionCalls.Last().ToJson().Should().NotContain("namespace");
    }

    [Fact]
    public void Calls_of_two_namespaces_at_one_index_are_separate() =>
        Emit.All([Call(0, null, "mcp__sums__add", "{}"), Call(0, null, "add", ""), Call(0, null, null, """{"n":1}""")], Emit.Options(Request))
            .Items.Should().Equal("mcp__sums/add({})", """add({"n":1})""");

    [Fact]
    public void Missing_namespace_is_added_if_only_one_has_the_tool()
    {
        const string Two = """{"model":"m","tools":[{"type":"namespace","name":"a","tools":[{"type":"function","name":"f"},{"type":"custom","name":"g"}]},{"type":"namespace","name":"b","tools":[{"type":"function","name":"f"}]}]}""";

        Emit.All([Call(0, "c", "g", """{"input":"x"}"""), Call(1, "d", "f", "{}")], Emit.Options(Two)).Items.Should().Equal("a/g<x>", "f({})");
    }
}
