using System.Text;

namespace AgenticApi.Cassettes.Tests;

/// <summary>Loading cassettes.</summary>
public sealed class CassetteTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("agentic-api-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Turn_keeps_the_bytes_of_its_stream_its_request_and_its_headers()
    {
        var cassette = Load(
            """
            recorded_from: somewhere
            turns:
            - filename: t1
              request:
                method: POST
                path: /v1/responses
                headers:
                  Content-Type: application/json
                body: {model: m, stream: true, input: "1", temperature: 1.50, user: ~}
              response:
                status_code: 201
                headers: {x-a: b}
                sse:
                - "event: response.created\r\n"
                - |
                  data: {"type":"x"}
                - "\n"
            """);

        var turn = cassette.Turns.Should().ContainSingle().Subject;
        (cassette.Server, cassette.Name, turn.Name).Should().Be(("somewhere", "cassette", "t1"));
        (turn.Request.Method, turn.Request.Path, turn.Request.Headers["content-type"]).Should().Be(("POST", "/v1/responses", "application/json"));
        turn.Request.Body.GetRawText().Should().Be("""{"model":"m","stream":true,"input":"1","temperature":1.50,"user":null}""");
        (turn.Response.Status, turn.Response.Headers["X-A"], turn.Response.Transport).Should().Be((201, "b", CassetteTransport.EventStream));
        Text(turn).Should().Be("event: response.created\r\ndata: {\"type\":\"x\"}\n\n");
    }

    [Fact]
    public void Flat_shape_is_one_turn_whose_entries_are_events()
    {
        var turn = Load("request: {input: Hi}\nsse:\n- 'data: {\"a\":1}'\n- 'data: {\"b\":2}'\n").Turns.Should().ContainSingle().Subject;

        turn.Request.Body.GetProperty("input").GetString().Should().Be("Hi");
        Text(turn).Should().Be("data: {\"a\":1}\n\ndata: {\"b\":2}\n\n");
    }

    [Fact]
    public void Web_socket_messages_come_before_the_frames_that_stand_beside_them()
    {
        var turn = Load("turns:\n- response:\n    sse: ['data: x']\n    websocket: ['{\"a\":1}', '{\"b\":2}']\n").Turns.Should().ContainSingle().Subject;

        turn.Response.Transport.Should().Be(CassetteTransport.WebSocket);
        Text(turn).Should().Be("{\"a\":1}\n{\"b\":2}\n");
    }

    [Theory]
    [InlineData("body: {a: [1, x, null, true, '1']}", """{"a":[1,"x",null,true,"1"]}""")]
    [InlineData("body: '{ \"a\" : 1 }'", """{ "a" : 1 }""")]
    [InlineData("body: {date: 2026-06-09, n: -0.5e3, yes: no, dot: ., plus: +1}", """{"date":"2026-06-09","n":-0.5e3,"yes":"no","dot":".","plus":"+1"}""")]
    public void Body_written_as_yaml_keeps_its_values_and_one_written_as_text_its_bytes(string body, string json)
    {
        var turn = Load($"turns:\n- response:\n    {body}\n").Turns.Should().ContainSingle().Subject;

        turn.Response.Transport.Should().Be(CassetteTransport.Blocking);
        Text(turn).Should().Be(json);
    }

    [Theory]
    [InlineData("turns: [", "line")]
    [InlineData("- a", "not one YAML mapping")]
    [InlineData("turns: []", "no turn")]
    [InlineData("turns: [1]", "not a mapping (line 1)")]
    [InlineData("turns:\n- request: {}\n", "no response (line 2)")]
    [InlineData("turns:\n- response:\n    status_code: 200\n", "neither a body nor sse nor websocket (line 3)")]
    [InlineData("hello: world", "neither a body")]
    [InlineData("turns:\n- response: {body: !!binary '@@'}", "Base-64")]
    [InlineData("turns:\n- response: {sse: [!!binary '@@']}", "Base-64")]
    [InlineData("turns:\n- response: {sse: [a], times_ms: [1e300]}", "too long")]
    [InlineData("turns:\n- response: {sse: [a], times_ms: [NaN]}", "(line 2)")]
    [InlineData("turns:\n- response: {body: a, status_code: 7}", "(line 2)")]
    public void File_that_is_no_cassette_says_which_and_where(string yaml, string what) =>
        FluentActions.Invoking(() => Load(yaml)).Should().Throw<CassetteException>().WithMessage($"*cassette.yaml*{what}*");

    [Fact]
    public void Folder_gives_its_cassettes_by_name_and_those_of_its_folders()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "b"));
        foreach (var file in (string[])["c.yml", "a.yaml", "b/x.sse", "b/y.json", "readme.md"])
        {
            File.WriteAllText(Path.Combine(_folder, file), "");
        }

        Cassette.Find(_folder).Select(file => Path.GetRelativePath(_folder, file)).Should().Equal("a.yaml", "b/x.sse", "b/y.json", "c.yml");
    }

    [Fact]
    public void Nothing_at_the_path_says_so()
    {
        FluentActions.Invoking(() => Cassette.Find(Path.Combine(_folder, "none"))).Should().Throw<CassetteException>().WithMessage("*none*");
        FluentActions.Invoking(() => Cassette.Find(_folder)).Should().Throw<CassetteException>().WithMessage("*no cassette*");
        FluentActions.Invoking(() => Cassette.Load(Path.Combine(_folder, "none.sse"))).Should().Throw<CassetteException>().WithMessage("*none.sse*");
    }

    [Fact]
    public void Turn_stays_as_it_was_made_whatever_becomes_of_what_it_was_made_from()
    {
        var headers = new Dictionary<string, string> { ["Content-Type"] = "a/b", ["X"] = "1" };
        var times = new List<TimeSpan> { TimeSpan.Zero };
        CassetteRequest request;
        using (var body = System.Text.Json.JsonDocument.Parse("""{"a":1}"""))
        {
            request = new CassetteRequest("POST", "/", headers: headers, body: body.RootElement);
        }

        var response = new CassetteResponse(200, headers, CassetteTransport.Blocking, "{}"u8, times);
        headers.Clear();
        times.Clear();

        (request.Headers["content-type"], request.Body.GetProperty("a").GetInt32()).Should().Be(("a/b", 1));
        (response.Headers["content-type"], response.Headers["x"], response.Times.Count).Should().Be(("a/b", "1", 1));
    }

    private static string Text(CassetteTurn turn) => Encoding.UTF8.GetString(turn.Response.Bytes.Span);

    private Cassette Load(string yaml)
    {
        var path = Path.Combine(_folder, "cassette.yaml");
        File.WriteAllText(path, yaml);
        return Cassette.Load(path);
    }
}
