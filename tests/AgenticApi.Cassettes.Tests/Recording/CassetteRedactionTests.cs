using System.Net;
using System.Text;

namespace AgenticApi.Cassettes.Tests.Recording;

/// <summary>Secrets reach no file.</summary>
public sealed class CassetteRedactionTests : IDisposable
{
    private const string Secret = "sk-\"grüß\"/gott+7";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Secret_in_header_query_path_body_or_answer_stands_in_no_file()
    {
        var json = System.Text.Json.JsonSerializer.Serialize(Secret);
        var body = $$"""{"model":"m","key":{{json}},"again":"x {{Secret.Replace("\"", "\\\"", StringComparison.Ordinal)}} y"}""";
        using var client = Client.Over(Recorder(new ScriptedHandler(_ =>
        {
            var response = new HttpResponseMessage(HttpStatusCode.Unauthorized)
            {
                Content = new StringContent($$"""{"error":"no such key: {{json.Trim('"')}}, https://x/?k={{Uri.EscapeDataString(Secret)}}"}""", Encoding.UTF8, "application/json"),
            };
            response.Headers.TryAddWithoutValidation("x-echo", Uri.EscapeDataString(Secret));
            response.Headers.TryAddWithoutValidation("retry-after", Uri.EscapeDataString(Secret));
            return response;
        })));
        using var request = Client.Post(body, $"/v1/{Uri.EscapeDataString(Secret)}/responses?api_key={Uri.EscapeDataString(Secret)}&after={Uri.EscapeDataString(Secret)}");
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {Secret}");
        request.Headers.TryAddWithoutValidation("Accept", $"text/x; k={Uri.EscapeDataString(Secret)}");
        using var response = await client.SendAsync(request);

        var file = await File.ReadAllBytesAsync(_folder["a.yaml"]);
        string[] forms = [Secret, "grüß", "gott", "sk-", Uri.EscapeDataString(Secret), "Bearer"];
        forms.Where(form => file.AsSpan().IndexOf(Encoding.UTF8.GetBytes(form)) >= 0).Should().BeEmpty();
        (await response.Content.ReadAsStringAsync()).Should().Contain("gott", "the caller sees what the server sent");
        Cassette.Load(_folder["a.yaml"]).Turns[0].Request.Body.GetProperty("key").GetString().Should().Be(CassetteRedaction.Redacted);
    }

    [Fact]
    public async Task Secret_among_bytes_that_are_no_text_stands_in_no_file()
    {
        using var handler = Recorder(ScriptedHandler.Stream(new MemoryStream([0xff, .. "data: key-1234\n\n"u8])), "key-1234");

        await handler.AskAsync("{}");

        var answer = Cassette.Load(_folder["a.yaml"]).Turns[0].Response.Bytes.ToArray();
        answer.Should().Equal([0xff, .. "data: REDACTED\n\n"u8]);
        File.ReadAllText(_folder["a.yaml"]).Should().NotContain(Convert.ToBase64String([0xff, .. "data: key-1234\n\n"u8]));
    }

    [Fact]
    public async Task Compressed_answer_in_which_no_secret_can_be_seen_is_refused()
    {
        using var handler = Recorder(new ScriptedHandler(request =>
        {
            request.Headers.AcceptEncoding.Should().BeEmpty();
            var content = new ByteArrayContent([0x1f, 0x8b]);
            content.Headers.ContentEncoding.Add("gzip");
            return new(HttpStatusCode.OK) { Content = content };
        }));

        await handler.Awaiting(recorder => recorder.AskAsync("{}")).Should().ThrowAsync<CassetteException>().WithMessage("*gzip*AutomaticDecompression*");
        File.Exists(_folder["a.yaml"]).Should().BeFalse();
    }

    [Fact]
    public async Task Redacted_requests_are_replayed_to_who_sends_the_secret()
    {
        var redaction = CassetteRedaction.Of("key-1234");
        using var recorder = Recorder(ScriptedHandler.Json("{}"), "key-1234");
        await recorder.AskAsync("""{"user":"key-1234"}""", "/v1/responses?token=key-1234");

        using var replay = new ReplayHandler(Cassette.Load(_folder["a.yaml"]), new() { Redaction = redaction });

        (await replay.AskAsync("""{"user":"key-1234"}""", "/v1/responses?token=key-1234")).Should().Equal("{}"u8.ToArray());
    }

    [Theory]
    [InlineData("""{"a":"b\\\\key/1"}""", """{"a":"bREDACTED"}""")]
    [InlineData("""{"a":"{\"k\":\"key\\\/1\"}"}""", """{"a":"{\"k\":\"REDACTED\"}"}""")]
    [InlineData("""\u006Bey\u002f1 key%2F1 KEY/1""", "REDACTED REDACTED KEY/1")]
    [InlineData("nokey/12key", "noREDACTED2key")]
    [InlineData(@"{""pem"":""a\nb\t c"",""in"":""{\""pem\"":\""a\\nb\\t c\""}""} a%0Ab%09+c", @"{""pem"":""REDACTED"",""in"":""{\""pem\"":\""REDACTED\""}""} REDACTED")]
    public void Spellings_of_a_secret_go_whole(string text, string left) =>
        CassetteRedaction.Of("key/1", "", "ke", "a\nb\t c").Replace!(text).Replace("REDACTEDy", "key", StringComparison.Ordinal).Should().Be(left);

    [Theory]
    [InlineData(@"{""k"":""x a\u002Bb y"",""a\u002bb"":[""A+B"",1.50,null,""é\ud83d""]}", """{"k":"x REDACTED y","REDACTED":["A+B",1.50,null,"é�"]}""")]
    [InlineData("not json: a+b", "\"not json: REDACTED\"")]
    [InlineData("a+b", "\"REDACTED\"")]
    public void Hook_sees_every_string_of_a_request_as_the_file_would_show_it(string body, string left)
    {
        var redaction = new CassetteRedaction { Replace = text => text.Replace("a+b", CassetteRedaction.Redacted, StringComparison.Ordinal) };

        redaction.Apply(CassetteRequest.FromHttp("POST", "/", "", null, Encoding.UTF8.GetBytes(body))).Body.GetRawText().Should().Be(left);
    }

    [Fact]
    public async Task Secret_in_the_name_of_a_parameter_or_of_the_server_stands_in_no_file()
    {
        using var handler = new RecordingHandler(
            new CassetteRecording(_folder["a.yaml"], new() { EvenInCI = true, Redaction = CassetteRedaction.Of("key-1234"), Server = "key-1234.example" }), ScriptedHandler.Json("{}"));
        await handler.AskAsync("{}", "/v1/responses?key-1234=x&key-1234");

        File.ReadAllText(_folder["a.yaml"]).Should().NotContain("key-1234");
        CassetteRedaction.Of("key-1234").Apply(new Cassette("key-1234.example", [])).Server.Should().Be("REDACTED.example");
    }

    [Fact]
    public void Times_that_no_longer_belong_to_the_events_are_dropped()
    {
        var response = new CassetteResponse(200, null, CassetteTransport.EventStream, "data: 1\n\ndata: 2\n\n"u8, [TimeSpan.Zero, TimeSpan.FromSeconds(1)]);
        var turn = new CassetteTurn("t1", new CassetteRequest("POST", "/"), response);

        new CassetteRedaction { Replace = text => text.Replace("1\n\n", "1\n", StringComparison.Ordinal) }.Apply(turn).Response.Times.Should().BeEmpty();
        new CassetteRedaction { Replace = text => text.Replace('1', '3') }.Apply(turn).Response.Times.Should().HaveCount(2);
    }

    private RecordingHandler Recorder(HttpMessageHandler inner, string secret = Secret) =>
        new(new CassetteRecording(_folder["a.yaml"], new() { EvenInCI = true, Redaction = CassetteRedaction.Of(secret) }), inner);
}
