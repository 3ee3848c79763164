using System.Net;
using System.Text;
using System.Text.Json;

namespace AgenticApi.Cassettes.Tests.Recording;

/// <summary>What passes through the recording handler, and what the file holds of it.</summary>
public sealed class RecordingHandlerTests : IDisposable
{
    private const string Stream = "event: response.created\r\ndata: {\"type\":\"response.created\"}\r\n\r\ndata: [DONE]\n\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Turn_keeps_request_status_headers_and_every_byte_of_the_answer()
    {
        using var handler = Recorder(ScriptedHandler.Stream(Stream), new() { Server = "a server", EvenInCI = true });

        (await handler.AskAsync("""{"model":"m","stream":true}""", "/v1/responses?stream=true&user=me")).Should().Equal(Encoding.UTF8.GetBytes(Stream));

        var cassette = Loaded();
        var turn = cassette.Turns.Should().ContainSingle().Subject;
        (cassette.Server, turn.Name, turn.Request.Method, turn.Request.Path).Should().Be(("a server", "t1", "POST", "/v1/responses"));
        turn.Request.Query.Select(parameter => $"{parameter.Key}={parameter.Value}").Should().Equal("stream=true", $"user={CassetteRedaction.Redacted}");
        turn.Request.Headers.Should().Equal(new Dictionary<string, string> { ["content-type"] = "application/json; charset=utf-8" }.AsReadOnly());
        turn.Request.Body.GetRawText().Should().Be("""{"model":"m","stream":true}""");
        (turn.Response.Status, turn.Response.Transport, turn.Response.ToString()).Should().Be((200, CassetteTransport.EventStream, Stream));
        turn.Response.Headers.Should().Equal(new Dictionary<string, string> { ["content-type"] = "text/event-stream" });
    }

    [Fact]
    public async Task Request_goes_on_as_it_was_and_the_answer_comes_as_it_is()
    {
        var inner = ScriptedHandler.Json("""{"error":{"message":"slow down"}}""", HttpStatusCode.TooManyRequests);
        using var client = Client.Over(Recorder(inner));

        using var response = await client.SendAsync(Client.Post("not json"));

        inner.Asked.Should().Equal("not json");
        response.StatusCode.Should().Be(HttpStatusCode.TooManyRequests);
        response.Content.Headers.ContentType!.MediaType.Should().Be("application/json");
        var turn = Loaded().Turns[0];
        (turn.Response.Status, turn.Response.Transport, turn.Request.Body.GetString()).Should().Be((429, CassetteTransport.Blocking, "not json"));
    }

    [Fact]
    public void Synchronous_requests_are_recorded_too()
    {
        using var client = Client.Over(Recorder(ScriptedHandler.Stream(Stream)));

        using var response = client.Send(Client.Post("{}"), HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(response.Content.ReadAsStream());
        reader.ReadToEnd().Should().Be(Stream);

        Loaded().Turns.Should().ContainSingle().Which.Response.ToString().Should().Be(Stream);
    }

    [Fact]
    public async Task Answer_streams_through_and_is_a_turn_only_when_it_has_been_read()
    {
        var body = new Pieces("data: 1\n\n", "data: 2\n\n");
        using var client = Client.Over(Recorder(ScriptedHandler.Stream(body)));
        using var response = await client.SendAsync(Client.Post("{}"), HttpCompletionOption.ResponseHeadersRead);
        using var stream = await response.Content.ReadAsStreamAsync();
        var buffer = new byte[1_000];

        (await stream.ReadAsync(buffer)).Should().Be(9);
        (body.Left, File.Exists(_folder["a.yaml"])).Should().Be((1, false));
        (await stream.ReadAsync(buffer)).Should().Be(9);
        (await stream.ReadAsync(buffer)).Should().Be(0);
        Loaded().Turns.Should().ContainSingle();
    }

    [Fact]
    public async Task Reader_that_leaves_early_leaves_a_turn_with_what_it_read()
    {
        using var client = Client.Over(Recorder(ScriptedHandler.Stream(new Pieces("data: 1\n\n", "data: 2\n\n"))));
        using (var response = await client.SendAsync(Client.Post("{}"), HttpCompletionOption.ResponseHeadersRead))
        using (var stream = await response.Content.ReadAsStreamAsync())
        {
            (await stream.ReadAsync(new byte[1_000])).Should().Be(9);
        }

        var answer = Loaded().Turns[0].Response;
        (answer.ToString(), answer.IsBroken).Should().Be(("data: 1\n\n", false));
    }

    [Fact]
    public async Task Connection_that_breaks_leaves_a_turn_that_breaks_there_too()
    {
        using var recorder = Recorder(ScriptedHandler.Stream(new Pieces("data: 1\n\n", null)));

        await FluentActions.Awaiting(() => recorder.AskAsync("{}")).Should().ThrowAsync<HttpRequestException>();

        var answer = Loaded().Turns[0].Response;
        (answer.ToString(), answer.IsBroken).Should().Be(("data: 1\n\n", true));
        using var replay = new ReplayHandler(Loaded());
        await FluentActions.Awaiting(() => replay.AskAsync("{}")).Should().ThrowAsync<HttpRequestException>();
    }

    [Fact]
    public async Task Stream_is_one_however_its_content_type_is_spelled()
    {
        using var handler = Recorder(new ScriptedHandler(_ => new(HttpStatusCode.OK) { Content = new StringContent("data: 1\n\n", Encoding.UTF8, "Text/Event-Stream") }));

        await handler.AskAsync("{}");

        Loaded().Turns[0].Response.Transport.Should().Be(CassetteTransport.EventStream);
    }

    [Fact]
    public async Task Headers_of_several_values_and_empty_answers_pass_as_they_came()
    {
        using var client = Client.Over(Recorder(new ScriptedHandler(_ =>
        {
            var response = new HttpResponseMessage(HttpStatusCode.NoContent) { Content = new ByteArrayContent([]) };
            response.Headers.Add("x-many", ["a", "b"]);
            response.Content.Headers.Add("content-language", ["en", "de"]);
            response.Content.Headers.ContentLength = 7;
            return response;
        })));

        using var head = new HttpRequestMessage(HttpMethod.Head, Client.Path);
        using var response = await client.SendAsync(head, HttpCompletionOption.ResponseHeadersRead);

        response.Headers.GetValues("x-many").Should().Equal("a", "b");
        (string.Join(' ', response.Content.Headers.ContentLanguage), response.Content.Headers.ContentLength).Should().Be(("en de", 7));
        (await response.Content.ReadAsStreamAsync()).ReadByte().Should().Be(-1);
        var turn = Loaded().Turns[0];
        (turn.Request.Method, turn.Response.Status, turn.Response.Bytes.Length).Should().Be(("HEAD", 204, 0));
    }

    [Fact]
    public async Task Reader_that_asks_for_no_byte_or_cancels_ends_no_turn()
    {
        using var client = Client.Over(Recorder(ScriptedHandler.Stream(new Pieces("data: 1\n\n", "data: 2\n\n"))));
        using var response = await client.SendAsync(Client.Post("{}"), HttpCompletionOption.ResponseHeadersRead);
        using var stream = await response.Content.ReadAsStreamAsync();
        var buffer = new byte[1_000];

        (await stream.ReadAsync(Memory<byte>.Empty)).Should().Be(0);
        await FluentActions.Awaiting(() => stream.ReadAsync(buffer, new CancellationToken(canceled: true)).AsTask()).Should().ThrowAsync<OperationCanceledException>();
        File.Exists(_folder["a.yaml"]).Should().BeFalse();
        while (await stream.ReadAsync(buffer) > 0)
        {
        }

        Loaded().Turns[0].Response.ToString().Should().Be("data: 1\n\ndata: 2\n\n");
    }

    [Fact]
    public async Task Turns_stand_in_the_order_of_their_requests_whichever_ends_first()
    {
        var turn = 0;
        using var client = Client.Over(Recorder(new ScriptedHandler(_ => new(HttpStatusCode.OK) { Content = new StringContent($"{++turn}") })));
        using var first = await client.SendAsync(Client.Post("1"), HttpCompletionOption.ResponseHeadersRead);
        using var second = await client.SendAsync(Client.Post("2"), HttpCompletionOption.ResponseHeadersRead);

        await second.Content.ReadAsStringAsync();
        Loaded().Turns.Select(turn => (turn.Name, turn.Response.ToString())).Should().Equal(("t2", "2"));
        await first.Content.ReadAsStringAsync();
        Loaded().Turns.Select(turn => (turn.Name, turn.Response.ToString())).Should().Equal(("t1", "1"), ("t2", "2"));
    }

    [Fact]
    public async Task Request_that_fails_is_no_turn_and_no_later_turn_takes_the_name_of_another()
    {
        var options = new CassetteRecordingOptions { EvenInCI = true };
        var recording = new CassetteRecording(_folder["a.yaml"], options);
        using var failing = new RecordingHandler(recording, new ScriptedHandler(_ => throw new HttpRequestException("no route")));
        await FluentActions.Awaiting(() => failing.AskAsync("{}")).Should().ThrowAsync<HttpRequestException>();
        using var first = new RecordingHandler(recording, ScriptedHandler.Json("{}"));
        await first.AskAsync("{}");
        using var next = new RecordingHandler(CassetteRecording.Continue(Loaded(), options), ScriptedHandler.Json("{}"));
        await next.AskAsync("{}");

        Loaded().Turns.Select(turn => turn.Name).Should().Equal("t2", "t3");
    }

    [Fact]
    public async Task Times_are_those_at_which_each_event_had_come()
    {
        var clock = new ManualClock();
        var body = new Pieces("data: 1\n", "\ndata: 2\n\ndata: 3\n\n") { OnRead = () => clock.Now += TimeSpan.FromMilliseconds(20) };
        using var handler = Recorder(ScriptedHandler.Stream(body), new() { KeepTimes = true, TimeProvider = clock, EvenInCI = true });

        await handler.AskAsync("{}");

        Loaded().Turns[0].Response.Times.Select(time => time.TotalMilliseconds).Should().Equal(40, 40, 40);
    }

    [Fact]
    public void Recording_is_refused_where_CI_is_set()
    {
        var before = Environment.GetEnvironmentVariable("CI");
        try
        {
            Environment.SetEnvironmentVariable("CI", "true");
            var path = _folder["a.yaml"];

            FluentActions.Invoking(() => new CassetteRecording(path)).Should().Throw<CassetteException>().WithMessage("*a.yaml*CI*");
            FluentActions.Invoking(() => CassetteHandler.Create(path, CassetteMode.Record)).Should().Throw<CassetteException>();
            CheckMissing(path);
            new CassetteRecording(path, new() { EvenInCI = true }).Cassette.Turns.Should().BeEmpty();
            Environment.SetEnvironmentVariable("CI", "false");
            new CassetteRecording(path).Cassette.Turns.Should().BeEmpty();
            FluentActions.Invoking(() => CassetteHandler.Create(path)).Should().Throw<CassetteException>()
                .WithMessage($"{path}: there is no such cassette. CassetteMode.RecordMissing records it.");
        }
        finally
        {
            Environment.SetEnvironmentVariable("CI", before);
        }
    }

    /// <summary>If CI is set, no request is sent. The exception says what is missing and what to do.</summary>
    private static void CheckMissing(string path)
    {
        const string Advice = "Nothing is recorded if the environment variable CI is set: "
            + "run the test on your own machine with CassetteMode.RecordMissing, and commit the cassette.";
        var inner = ScriptedHandler.Json("1");
        using (var handler = CassetteHandler.Create(path, CassetteMode.RecordMissing, innerHandler: inner))
        {
            Asking(handler, "{}").Should().Throw<CassetteException>().WithMessage($"{path}: there is no such cassette; turn t1 is missing: POST /v1/responses. {Advice}");
        }

        FluentActions.Invoking(() => CassetteHandler.Create(path)).Should().Throw<CassetteException>().WithMessage($"{path}: there is no such cassette. {Advice}");
        new CassetteRecording(path, new() { EvenInCI = true }).Add(new("POST", Client.Path, body: JsonElement.Parse("""{"a":1}""")), new(200, null, CassetteTransport.Blocking, "1"u8));
        using (var handler = CassetteHandler.Create(path, CassetteMode.RecordMissing, innerHandler: inner))
        {
            Asking(handler, """{"a":2}""").Should().Throw<CassetteException>()
                .WithMessage($"{path}: turn t2 is missing: POST /v1/responses. {Advice}\nNo recorded turn answers this POST request. The nearest is a.yaml: turn t1:\n  body.a*");
            Asking(handler, """{"a":1}""").Should().NotThrow();
        }

        inner.Asked.Should().BeEmpty();
        File.Delete(path);
    }

    private static Action Asking(HttpMessageHandler handler, string body) => () => handler.AskAsync(body).GetAwaiter().GetResult();

    private RecordingHandler Recorder(HttpMessageHandler inner, CassetteRecordingOptions? options = null) =>
        new(new CassetteRecording(_folder["a.yaml"], options ?? new() { EvenInCI = true }), inner);

    private Cassette Loaded() => Cassette.Load(_folder["a.yaml"]);

    private sealed class ManualClock : TimeProvider
    {
        public TimeSpan Now { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now.Ticks;
    }
}
