using System.Text.Json.Nodes;
using AgenticApi.Scripted;

namespace AgenticApi.Cassettes.Tests.Scripted;

/// <summary>What the order and the numbers of a dialect's events are, where members alone do not tell.</summary>
public class DialectTests
{
    [Fact]
    public void Second_model_round_counts_from_the_beginning_and_the_gateway_does_not_count()
    {
        var events = Events("mcp-read-resource-gateway-streaming");

        var rounds = events.Where(e => Type(e) == "response.created").ToList();
        rounds.Should().HaveCount(2).And.OnlyContain(e => (int)e["sequence_number"]! == 0);
        events.Where(e => Type(e) == "response.output_item.added").Select(e => (int)e["output_index"]!).Should().Equal(0, 1, 0);
        events.Where(e => Type(e).StartsWith("response.mcp_tool_call", StringComparison.Ordinal)).Should().OnlyContain(e => !e.ContainsKey("sequence_number"));
    }

    [Fact]
    public void Search_of_xAI_is_done_after_the_message()
    {
        var events = Events("web-search-xai-streaming");

        events.Where(e => Type(e) == "response.output_item.done").Select(e => (int)e["output_index"]!).Should().Equal(1, 0);
    }

    [Fact]
    public void Parts_of_gpt_oss_are_counted_through()
    {
        var events = Events("reasoning-single-gpt-oss-streaming");

        events.Where(e => Type(e) is "response.reasoning_text.done" or "response.output_text.done").Select(e => (int)e["content_index"]!).Should().Equal(0, 1);
    }

    [Fact]
    public void Call_of_gpt_oss_is_done_without_its_id_and_stored_under_another()
    {
        var events = Events("story-3-turns-gpt-oss-streaming");

        var done = events.Last(e => Type(e) == "response.output_item.done");
        var stored = events[^1]["response"]!["output"]![1]!;
        (done["item"]!["id"], (int)done["item"]!["sequence_number"]!, stored["status"]).Should().Be((null, -1, null));
        stored["call_id"]!.ToString().Should().Be(stored["id"]!.ToString().Replace("fc_", "call_", StringComparison.Ordinal)).And.NotBe(done["item"]!["call_id"]!.ToString());
    }

    [Fact]
    public void Arguments_of_Qwen_begin_with_a_stray_object()
    {
        var events = Events("function-tool-vllm-qwen36-streaming", turn: 0);

        events.First(e => Type(e) == "response.function_call_arguments.delta")["delta"]!.ToString().Should().Be("{}");
    }

    private static IReadOnlyList<JsonObject> Events(string name, int? turn = null)
    {
        var turns = Turn.Of(Scenario.All.Single(scenario => scenario.Name == name));
        return [.. turns[turn ?? turns.Count - 1].Events];
    }

    private static string Type(JsonObject e) => (string)e["type"]!;
}
