namespace AgenticApi.Cli.Tests.View;

/// <summary><c>agentic-api view</c>, run as the built executable.</summary>
public sealed class ViewCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("agentic-api-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Page_goes_to_standard_output_unless_a_file_is_named_and_is_the_same_every_time()
    {
        var file = Path.Combine(_folder, "page.html");

        var bare = await Tool.RunAsync(["view", Own("two-turns-streaming")]);
        var dash = await Tool.RunAsync(["view", Own("two-turns-streaming"), "-o", "-"]);
        var named = await Tool.RunAsync(["view", Own("two-turns-streaming"), "-o", file]);

        bare.Output.Should().StartWith("<!doctype html>").And.EndWith("</html>\n");
        dash.Output.Should().Be(bare.Output);
        named.Should().Be(new ToolResult(0, "", ""));
        File.ReadAllText(file).Should().Be(bare.Output);
    }

    [Fact]
    public async Task Earlier_page_is_written_over()
    {
        var file = Path.Combine(_folder, "page.html");
        await Tool.RunAsync(["view", Own("text-streaming"), "-o", file]);

        (await Tool.RunAsync(["view", Own("text-blocking"), "--output", file])).ExitCode.Should().Be(0);

        File.ReadAllText(file).Should().Contain("text-blocking").And.NotContain("text-streaming");
    }

    [Fact]
    public async Task Anything_but_an_earlier_page_is_not_written_over()
    {
        var input = Path.Combine(_folder, "cassette.yaml");
        File.Copy(Own("text-streaming"), input);
        var html = Write("answer.sse", "<!doctype html>\n<html>502</html>");
        File.CreateSymbolicLink(Path.Combine(_folder, "link.html"), input);

        foreach (var output in (string[])[input, html, Path.Combine(_folder, "link.html"), _folder])
        {
            var result = await Tool.RunAsync(["view", input, "-o", output]);

            result.ExitCode.Should().Be(2, output);
            Lines(result.Error).Should().ContainSingle().Which.Should().Contain(output);
        }

        File.ReadAllText(input).Should().Be(File.ReadAllText(Own("text-streaming")));
        File.ReadAllText(html).Should().EndWith("</html>");
    }

    [Fact]
    public async Task Path_with_nothing_in_it_or_no_path_or_a_folder_that_is_not_there_exits_with_2()
    {
        foreach (var arguments in (string[][])[["view"], ["view", _folder], ["view", "none-such"], ["view", Own("text-streaming"), "-o", Path.Combine(_folder, "none", "page.html")]])
        {
            var result = await Tool.RunAsync(arguments);

            result.ExitCode.Should().Be(2, string.Join(' ', arguments));
            result.Output.Should().BeEmpty();
            result.Error.Should().StartWith("agentic-api: ");
        }
    }

    [Theory]
    [InlineData("answer.sse", "<!DOCTYPE html><title>502 Bad Gateway</title>", "HTML")]
    [InlineData("answer.json", "{\"object\":\"resp", "not valid JSON")]
    [InlineData("answer.json", "{\"hello\":1}", "not a response")]
    public async Task Answer_that_is_no_response_is_shown_as_it_came_with_the_error_and_exits_with_1(string name, string answer, string why)
    {
        var result = await Tool.RunAsync(["view", Write(name, answer)]);

        result.ExitCode.Should().Be(1);
        Lines(result.Error).Should().ContainSingle().Which.Should().Contain(name).And.Contain(why);
        var turn = new ViewedPage(result.Output).Turns.Should().ContainSingle().Subject;
        turn.Html.Should().Contain("unreadable");
        ViewedPage.Plain(turn.Html).Should().Contain(answer).And.Contain(why);
    }

    [Fact]
    public async Task File_that_is_no_cassette_is_named_in_the_page_of_the_others_and_alone_gives_none()
    {
        var broken = Write("a-broken.yaml", "turns: [\n");
        File.Copy(Own("text-blocking"), Path.Combine(_folder, "b.yaml"));

        var both = await Tool.RunAsync(["view", _folder]);
        var alone = await Tool.RunAsync(["view", broken, "-o", Path.Combine(_folder, "page.html")]);

        both.ExitCode.Should().Be(1);
        Lines(both.Error).Should().ContainSingle().Which.Should().Contain("a-broken.yaml");
        new ViewedPage(both.Output).Turns.Should().ContainSingle();
        both.Output.Should().Contain("a-broken.yaml: the YAML breaks");
        alone.ExitCode.Should().Be(1);
        File.Exists(Path.Combine(_folder, "page.html")).Should().BeFalse();
    }

    [Fact]
    public async Task Request_and_its_headers_are_shown()
    {
        var turn = (await ViewedPage.OfAsync(Own("truncated-streaming"))).Turns[0];

        var request = turn.Html.Split("<details class=\"fold request\">")[1].Split("</details>")[0];
        ViewedPage.Plain(request).Should().Contain("POST /v1/responses").And.Contain("scripted-1 · “Tell me a long story.” · 2 tools")
            .And.Contain("content-type: application/json").And.Contain("\"name\": \"get_weather\"");
    }

    [Fact]
    public async Task Content_is_never_markup()
    {
        const string Evil = "</script><img src=x onerror=alert(1)>'\\\"&amp;";
        var item = $$"""{"type":"{{Evil}}","id":"{{Evil}}","name":"{{Evil}}","status":"{{Evil}}","x":"{{Evil}}"}""";
        string[] events =
        [
            $$$"""{"type":"response.created","response":{"id":"{{{Evil}}}","object":"response","model":"{{{Evil}}}","output":[]} }""",
            $$$"""{"type":"response.output_item.added","output_index":0,"item":{{{item}}} }""",
            $$$"""{"type":"response.output_text.delta","output_index":1,"item_id":"{{{Evil}}}","delta":"{{{Evil}}}"}""",
            $$$"""{"type":"response.output_text.delta","output_index":1,"item_id":"{{{Evil}}}","delta":"{{{Evil}}}"}""",
            $$$"""{"type":"{{{Evil}}}","output_index":0,"{{{Evil}}}":"{{{Evil}}}"}""", Evil,
            $$$"""{"type":"response.output_item.done","output_index":0,"item":{{{item}}} }""",
            $$$"""{"type":"response.failed","response":{"id":"{{{Evil}}}","object":"response","status":"failed","error":{"code":"{{{Evil}}}","message":"{{{Evil}}}"},"output":[{{{item}}}]} }""",
        ];
        var quoted = "\"" + Evil + "\"";
        var cassette = $"""
            recorded_from: {quoted}
            turns:
            - name: {quoted}
              request: {"{"}method: {quoted}, path: {quoted}, headers: {"{"}a: {quoted}{"}"}, body: {"{"}model: {quoted}, input: {quoted}{"}"}{"}"}
              response:
                headers: {"{"}b: {quoted}{"}"}
                websocket: [{string.Join(", ", events.Select(e => "'" + e.Replace("'", "''", StringComparison.Ordinal) + "'"))}]

            """;

        var page = await ViewedPage.OfAsync(Write("<img src=x>.yaml", cassette));

        page.Html.Should().NotContain("<img").And.NotContain("&amp;amp;amp;");
        page.Html.Split("</script").Should().HaveCount(2, "the page's own script alone ends");
        page.Html.Split("<script").Should().HaveCount(2);
        page.Attributes().Select(attribute => attribute.Element).Should().NotContain("img");
        page.Attributes().Select(attribute => attribute.Attribute).Should().NotContain(name => name.StartsWith("on", StringComparison.Ordinal) || name == "src");
        page.Html.Should().Contain("&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;");
    }

    [Fact]
    public async Task Page_fetches_nothing()
    {
        var page = await ViewedPage.OfAsync(Repository.Cassettes);

        page.Html.Should().Contain("default-src 'none'");
        page.Html.Split("<style>")[1].Split("</style>")[0].Should().NotContain("@import").And.NotContain("url(");
        var attributes = page.Attributes().ToList();
        attributes.Select(attribute => attribute.Element).Should().NotContain(["link", "img", "iframe", "object", "embed", "form", "base"]);
        attributes.Select(attribute => attribute.Attribute).Should().NotContain(["src", "srcset", "data", "action", "poster", "background"]);
        attributes.Where(attribute => attribute.Attribute == "href").Should().NotBeEmpty().And.OnlyContain(link => link.Value.StartsWith("=\"#", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_link_has_its_target_and_every_name_is_there_once()
    {
        var html = (await ViewedPage.OfAsync(Repository.Cassettes)).Html;

        var names = html.Split(" id=\"").Skip(1).Select(rest => rest.Split('"')[0]).ToList();
        names.Should().OnlyHaveUniqueItems();
        html.Split("href=\"#").Skip(1).Select(rest => rest.Split('"')[0]).Should().NotBeEmpty().And.BeSubsetOf(names);
    }

    private static string Own(string name) => Path.Combine(Repository.Cassettes, name + ".yaml");

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
