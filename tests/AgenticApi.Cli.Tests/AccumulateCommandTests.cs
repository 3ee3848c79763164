using System.Text.Json.Nodes;
using AgenticApi.Cassettes;

namespace AgenticApi.Cli.Tests;

/// <summary><c>agentic-api accumulate</c>, run as the built executable.</summary>
public sealed class AccumulateCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("agentic-api-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Cassette_that_is_not_there_is_no_cassette_and_standard_input_is_named_in_words()
    {
        (await Tool.RunAsync(["accumulate", "none.yaml"])).Error.Should().StartWith("agentic-api: none.yaml: cannot be read: ");
        (await Tool.RunAsync(["accumulate"], "")).Should().Be(new ToolResult(1, "", "agentic-api: standard input: The input contains no event and no JSON body. Pass the bytes of a Responses API answer.\n"));
    }

    [Fact]
    public async Task Event_stream_from_standard_input_gives_the_response_as_json()
    {
        var result = await Tool.RunAsync(["accumulate", "-"], Stream("text-streaming"));

        result.ExitCode.Should().Be(0);
        result.Error.Should().BeEmpty();
        JsonNode.Parse(result.Output)!["output"]![0]!["content"]![0]!["text"]!.ToString().Should().Be("A cassette is a recorded conversation, kept byte for byte: naïve or not 🎞.");
    }

    [Fact]
    public async Task Json_body_gives_what_the_library_gives()
    {
        var body = Stream("tool-choice-auto-blocking");

        var result = await Tool.RunAsync(["accumulate", Write("body.json", body)]);

        result.ExitCode.Should().Be(0);
        JsonNode.DeepEquals(JsonNode.Parse(result.Output), JsonNode.Parse(ResponseAccumulator.FromJson(body).Response.ToJson())).Should().BeTrue();
    }

    [Fact]
    public async Task Several_responses_of_web_socket_messages_are_printed_one_after_the_other()
    {
        static string Ended(string id) => $$$"""{"type":"response.completed","response":{"id":"{{{id}}}","object":"response","status":"completed","output":[]} }""";
        static string Created(string id) => $$$"""{"type":"response.created","response":{"id":"{{{id}}}","object":"response","status":"in_progress","output":[]} }""";

        var result = await Tool.RunAsync(["accumulate"], string.Join('\n', Created("r1"), Ended("r1"), Created("r2"), Ended("r2")) + "\n");

        result.ExitCode.Should().Be(0);
        result.Output.Split("\"id\":").Should().HaveCount(3);
        result.Output.IndexOf("r1", StringComparison.Ordinal).Should().BeLessThan(result.Output.IndexOf("r2", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Responses_in_lanes_of_one_connection_are_printed_in_the_order_in_which_they_begin()
    {
        static string Of(string lane, string type, string status) =>
            $$$"""{"type":"response.{{{type}}}","stream_id":"{{{lane}}}","response":{"id":"r_{{{lane}}}","object":"response","status":"{{{status}}}","output":[]} }""";
        string[] messages = [Of("a", "created", "in_progress"), Of("b", "created", "in_progress"), Of("b", "completed", "completed"), Of("a", "completed", "completed")];

        var result = await Tool.RunAsync(["accumulate", "--format", "summary"], string.Join('\n', messages) + "\n");

        result.Should().Be(new ToolResult(0, "response  r_a\nending    completed\nresponse  r_b\nending    completed\n", ""));
    }

    [Fact]
    public async Task Truncated_stream_is_printed_and_exits_with_3()
    {
        var result = await Tool.RunAsync(["accumulate"], Stream("truncated-streaming"));

        result.ExitCode.Should().Be(3);
        JsonNode.Parse(result.Output)!["incomplete_details"]!["reason"]!.ToString().Should().Be("stream_truncated");
        result.Output.Should().Contain("Once upon a").And.Contain("Trondheim");
    }

    [Theory]
    [InlineData("failed-streaming")]
    [InlineData("failed-blocking")]
    [InlineData("incomplete-streaming")]
    [InlineData("errored-streaming")]
    public async Task Answer_that_was_read_whole_exits_with_0_whatever_its_status(string cassette) =>
        (await Tool.RunAsync(["accumulate"], Stream(cassette))).ExitCode.Should().Be(0);

    [Fact]
    public async Task Summary_names_ending_items_calls_text_and_deviations()
    {
        var result = await Tool.RunAsync(["accumulate", "--format", "summary"], Stream("tool-choice-auto-streaming"));

        result.ExitCode.Should().Be(0);
        result.Output.Should().Contain("completed").And.Contain("message, 2 function_call").And.Contain("get_weather({\"city\": \"Oslo\"})")
            .And.Contain("I will look both up.").And.Contain("CallIdChanged");
    }

    [Fact]
    public async Task Strict_refuses_a_deviation_with_one_line_and_exits_with_1()
    {
        var refused = await Tool.RunAsync(["accumulate", "--strict"], Stream("reasoning-gpt-oss-streaming"));
        var accepted = await Tool.RunAsync(["accumulate", "--strict"], Stream("text-streaming"));

        refused.ExitCode.Should().Be(1);
        refused.Output.Should().BeEmpty();
        Lines(refused.Error).Should().ContainSingle().Which.Should().Contain("ItemNotAnnounced");
        accepted.ExitCode.Should().Be(0);
    }

    [Fact]
    public async Task Cassette_is_sent_to_the_commands_that_take_one()
    {
        var result = await Tool.RunAsync(["accumulate", Path.Combine(Repository.Cassettes, "text-streaming.yaml")]);

        (result.ExitCode, result.Output).Should().Be((2, ""));
        result.Error.Should().Contain("'text-streaming.yaml#1'").And.Contain("'agentic-api replay', 'lint' and 'view' take cassettes");
    }

    [Theory]
    [InlineData("#2")]
    [InlineData("#t2")]
    public async Task Turn_of_a_cassette_is_folded_as_its_answer_is(string turn)
    {
        var cassette = Path.Combine(Repository.Cassettes, "reasoning-gpt-oss-streaming.yaml");

        var result = await Tool.RunAsync(["accumulate", cassette + turn]);

        result.ExitCode.Should().Be(0);
        var expected = Cassette.Load(cassette).Turns[1].Response.Accumulate().Response.ToJson();
        JsonNode.DeepEquals(JsonNode.Parse(result.Output), JsonNode.Parse(expected)).Should().BeTrue();
    }

    [Theory]
    [InlineData("0")]
    [InlineData("3")]
    [InlineData("")]
    [InlineData("none")]
    public async Task Turn_that_a_cassette_does_not_have_is_told_with_those_that_it_has(string turn)
    {
        var cassette = Path.Combine(Repository.Cassettes, "reasoning-gpt-oss-streaming.yaml");

        (await Tool.RunAsync(["accumulate", $"{cassette}#{turn}"])).Should().Be(new ToolResult(2, "", $"agentic-api: {cassette}: has no turn '{turn}'. Its turns: 1 (t1), 2 (t2).\n"));
    }

    [Fact]
    public async Task Cassette_of_a_turn_that_is_broken_exits_with_1_and_a_file_with_a_number_sign_in_its_name_is_read()
    {
        var broken = Write("broken.yaml", "turns: [\n");
        var result = await Tool.RunAsync(["accumulate", broken + "#1"]);
        (result.ExitCode, Lines(result.Error).Length).Should().Be((1, 1));

        (await Tool.RunAsync(["accumulate", Write("stream#1", Stream("text-streaming"))])).ExitCode.Should().Be(0);
    }

    [LinuxFact]
    public async Task Person_at_a_terminal_is_told_what_is_waited_for_and_a_pipe_is_not()
    {
        var input = Stream("text-blocking") + "\n\u0004";

        var terminal = await Tool.OnTerminalAsync("accumulate --format summary", 80, input);

        terminal.Output.Should().Contain("agentic-api: reads an event stream or a JSON body from standard input; Ctrl-D ends it.");
        (await Tool.RunAsync(["accumulate"], input[..^2])).Error.Should().BeEmpty();
    }

    [Fact]
    public async Task Snapshots_go_to_standard_error_one_a_line()
    {
        var result = await Tool.RunAsync(["accumulate", "--snapshot-every", "5"], Stream("text-streaming"));

        result.ExitCode.Should().Be(0);
        JsonNode.Parse(result.Output).Should().NotBeNull();
        var snapshots = Lines(result.Error).Select(line => JsonNode.Parse(line)!["output"]![0]!["content"]![0]!["text"]!.ToString()).ToList();
        snapshots.Should().HaveCountGreaterThan(1).And.BeInAscendingOrder((one, other) => one.Length.CompareTo(other.Length));
        snapshots[0].Should().Be("A");
    }

    [Theory]
    [InlineData("", "no event")]
    [InlineData("<!DOCTYPE html><html></html>", "HTML")]
    [InlineData("{\"object\":\"response\",\"output\":[{\"ty", "cut off")]
    [InlineData("{\"hello\":1}", "not a response")]
    public async Task Input_that_is_no_answer_exits_with_1_and_one_line(string input, string what)
    {
        var result = await Tool.RunAsync(["accumulate", Write("input", input)]);

        result.ExitCode.Should().Be(1);
        result.Output.Should().BeEmpty();
        Lines(result.Error).Should().ContainSingle().Which.Should().Contain(what).And.Contain("input");
    }

    [Fact]
    public async Task Strict_accepts_a_body_and_a_folder_is_named_as_one()
    {
        (await Tool.RunAsync(["accumulate", "--strict"], Stream("text-blocking"))).ExitCode.Should().Be(0);
        (await Tool.RunAsync(["accumulate", _folder])).Error.Should().Contain("is a folder");
    }

    [Fact]
    public async Task Folder_or_missing_file_or_wrong_option_exits_with_2()
    {
        foreach (var arguments in (string[][])[["accumulate", _folder], ["accumulate", Path.Combine(_folder, "none")], ["accumulate", "--format", "xml"], ["accumulate", "--snapshot-every", "0"], ["levitate"]])
        {
            var result = await Tool.RunAsync(arguments);

            result.ExitCode.Should().Be(2, string.Join(' ', arguments));
            result.Output.Should().BeEmpty();
            result.Error.Should().StartWith("agentic-api: ");
        }
    }

    [RecordingsFact]
    public async Task Every_recorded_stream_and_body_is_read()
    {
        foreach (var file in Cassette.Find(Repository.Recordings!).Where(file => !file.EndsWith(".yaml", StringComparison.Ordinal)))
        {
            var result = await Tool.RunAsync(["accumulate", file]);

            result.ExitCode.Should().Be(0, file);
            var expected = Cassette.Load(file).Turns[0].Response.Accumulate().Response.ToJson();
            JsonNode.DeepEquals(JsonNode.Parse(result.Output), JsonNode.Parse(expected)).Should().BeTrue(file);
        }
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static string Stream(string cassette) => Cassette.Load(Path.Combine(Repository.Cassettes, cassette + ".yaml")).Turns[0].Response.ToString();

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
