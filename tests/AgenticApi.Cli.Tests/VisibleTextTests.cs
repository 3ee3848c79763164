using System.Text.Json;

namespace AgenticApi.Cli.Tests;

/// <summary>What a cassette says moves no cursor and turns no text around.</summary>
public sealed class VisibleTextTests : IDisposable
{
    // ESC, CSI of C1, carriage return, and a right-to-left override; the names of files have no slash.
    private const string Raw = "a\u001b[2J\u009b2J\rb\u202ec";
    private const string Shown = @"a\u001b[2J\u009b2J\u000db\u202ec";
    private readonly string _folder = Directory.CreateTempSubdirectory("agentic-api-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("a\nb\tc", "a\nb\tc", @"a\u000ab\u0009c")]
    [InlineData("é😀\u200d👩", "é😀\u200d👩", "é😀\u200d👩")]
    [InlineData("\u2066x\u2069\u061c\u007f\u0085\u2028\0", @"\u2066x\u2069\u061c\u007f\u0085\u2028\u0000", @"\u2066x\u2069\u061c\u007f\u0085\u2028\u0000")]
    public void Active_characters_are_escaped_and_others_kept(string text, string lines, string line) =>
        (VisibleText.Of(text), VisibleText.InLine(text)).Should().Be((lines, line));

    [Theory]
    [InlineData(1, "replay")]
    [InlineData(1, "lint")]
    [InlineData(1, "lint", "--summary")]
    public async Task Table_shows_escapes(int exit, params string[] command)
    {
        var name = JsonSerializer.Serialize(Raw);
        Write("good.yaml", $$$"""
            recorded_from: {{{name}}}
            turns:
            - name: {{{name}}}
              response:
                body: '{"id":"r","object":"response","status":"completed","output":[{"type":{{{name}}},"id":"i"},{"type":"function_call","name":{{{name}}},"call_id":"c","arguments":"","status":"completed"}]}'
            - name: {{{name}}}
              response: {sse: ['data: {"type":"response.created","response":{"id":"r","output":[]}}']}
            """);
        Write($"bad{Raw}.yaml", "[");

        var result = await Tool.RunAsync([.. command, _folder]);

        result.ExitCode.Should().Be(exit);
        result.Output.Should().Contain(Shown);
        result.Error.Should().Contain($"bad{Shown}.yaml");
        ShowsNothingActive(result.Output);
        ShowsNothingActive(result.Error);
    }

    [Fact]
    public async Task Summary_shows_escapes_and_JSON_in_a_pipe_is_to_the_letter()
    {
        var body = $$"""{"id":"r","object":"response","status":"completed","output":[{"type":"message","id":"m","role":"assistant","status":"completed","content":[{"type":"output_text","text":"x{{'\u009b'}}y\u001b{{'\u202e'}}\nz","annotations":[]}]}]}""";

        var summary = await Tool.RunAsync(["accumulate", "--format", "summary"], body);
        var json = await Tool.RunAsync(["accumulate"], body);

        summary.Output.Should().Contain(@"x\u009by\u001b\u202e" + "\nz");
        ShowsNothingActive(summary.Output);
        json.Output.Should().Contain("x\u009by");
    }

    [Fact]
    public async Task Errors_of_usage_show_escapes()
    {
        var result = await Tool.RunAsync(["replay", $"none{Raw}"]);

        (result.ExitCode, result.Output).Should().Be((2, ""));
        result.Error.Should().Contain($"none{Shown}: ");
        ShowsNothingActive(result.Error);
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder, name), text);

    private static void ShowsNothingActive(string text) => text.Should().NotContainAny("\u001b", "\u009b", "\r", "\u202e");
}
