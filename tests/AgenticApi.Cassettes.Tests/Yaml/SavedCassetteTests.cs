using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;

namespace AgenticApi.Cassettes.Tests.Yaml;

/// <summary>A saved cassette loads equal, whatever its bytes are, and reads well.</summary>
public sealed class SavedCassetteTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Links_at_the_file_and_at_its_draft_are_not_written_through()
    {
        foreach (var link in (string[])["a.yaml", $"a.yaml.{Environment.ProcessId}.tmp"])
        {
            File.WriteAllText(_folder["dear"], "dear");
            File.CreateSymbolicLink(_folder[link], _folder["dear"]);
        }

        new Cassette(null, [new CassetteTurn("t1", new("POST", "/v1/responses"), new(200, null, CassetteTransport.Blocking, "{}"u8))]).Save(_folder["a.yaml"]);

        File.ReadAllText(_folder["dear"]).Should().Be("dear");
        new FileInfo(_folder["a.yaml"]).LinkTarget.Should().BeNull();
        Cassette.Load(_folder["a.yaml"]).Turns.Should().ContainSingle();
    }

    [Fact]
    public void Saved_cassette_reads_as_a_person_would_write_it()
    {
        var request = new CassetteRequest(
            "POST", "/v1/responses", [new("stream", "true")], new Dictionary<string, string> { ["content-type"] = "application/json" },
            JsonElement.Parse("""{"model":"m","input":"two\nlines","n":1.50,"no":null,"list":[{"a":true}],"none":[],"empty":{},"digits":"1"}"""));
        var stream = new CassetteResponse(200, new Dictionary<string, string> { ["content-type"] = "text/event-stream" }, CassetteTransport.EventStream, "event: a\ndata: 1\n\ndata: 2\n\n"u8);
        new Cassette("a server", [new CassetteTurn("t1", request, stream)]).Save(_folder["a.yaml"]);

        File.ReadAllText(_folder["a.yaml"]).Should().Be(
            """
            recorded_from: a server
            turns:
            - name: t1
              request:
                method: POST
                path: /v1/responses
                query:
                  stream:
                  - "true"
                headers:
                  content-type: application/json
                body:
                  model: "m"
                  input: |-
                    two
                    lines
                  n: 1.50
                  no: null
                  list:
                  - a: true
                  none: []
                  empty: {}
                  digits: "1"
              response:
                status_code: 200
                headers:
                  content-type: text/event-stream
                sse:
                - |+
                  event: a
                  data: 1

                - |+
                  data: 2


            """.ReplaceLineEndings("\n"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("data: cut in the mid")]
    [InlineData("data: cut after the line\n")]
    [InlineData("event: a\r\ndata: 1\r\n\r\nevent: b\r\n")]
    [InlineData("data: a\r\rdata: b\r\r")]
    [InlineData("\n\n: comment\n\n\n\ndata: x \n\n")]
    [InlineData("  data: spaces\n\t\n# no comment\n\n--- \n...\n\n")]
    [InlineData("data: \u0001\u0085\u2028\ufeff\n\ndata: 🎞 日本 \u00a0\n\n")]
    public void Stream_of_any_framing_keeps_every_byte(string text) =>
        Kept(new CassetteResponse(200, null, CassetteTransport.EventStream, Encoding.UTF8.GetBytes(text)));

    [Theory]
    [InlineData(@"""\ud83d""", "�")]
    [InlineData(@"""\uDE00\uD83D\\ud83d""", @"��\ud83d")]
    [InlineData(@"""\ud83d\ude00\ud83d\n""", "😀�\n")]
    public void Half_a_surrogate_pair_in_a_request_is_replaced_and_stops_no_recording(string json, string kept)
    {
        var request = CassetteRequest.FromHttp("POST", "/v1/responses", "", null, Encoding.UTF8.GetBytes($$"""{"a":{{json}},{{json}}:1}"""));
        Kept(new CassetteResponse(200, null, CassetteTransport.Blocking, "{}"u8), request);

        request.Body.GetProperty("a").GetString().Should().Be(kept);
    }

    [Fact]
    public void Bytes_that_are_no_text_are_kept()
    {
        Kept(new CassetteResponse(200, null, CassetteTransport.EventStream, [.. "data: "u8, 0xff, 0xc0, .. "\n\ndata: good\n\n"u8]));
        Kept(new CassetteResponse(200, null, CassetteTransport.Blocking, [0x1f, 0x8b, 0, 1]));
        Kept(new CassetteResponse(101, null, CassetteTransport.WebSocket, [.. "{\"a\":"u8, 0xff, .. "}\n{}\n"u8]));
    }

    [Fact]
    public void Times_and_a_broken_connection_are_kept() => Kept(new CassetteResponse(
        200, null, CassetteTransport.EventStream, "data: 1\n\ndata: 2\n\n"u8, [TimeSpan.FromTicks(12_345), TimeSpan.FromSeconds(90)], isBroken: true));

    [Fact]
    public void Any_answer_and_any_request_load_as_they_were_saved() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(300),
        Prop.ForAll<string[], byte[], int>((texts, bytes, kind) =>
        {
            var awkward = string.Concat(texts.Select((text, index) => text + ((index + kind) % 4) switch { 0 => "\n\n", 1 => "\r\n", 2 => " \n", _ => "" }));
            // Lone surrogates are no text: neither JSON nor UTF-8 can hold them.
            awkward = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(awkward));
            var body = new System.Text.Json.Nodes.JsonObject { ["text"] = awkward, [awkward] = new System.Text.Json.Nodes.JsonArray(1, null, awkward) };
            var request = new CassetteRequest("POST", "/v1/responses", [new("a", awkward), new("b", "1"), new("a", "2")], null, JsonElement.Parse(body.ToJsonString()));
            var answer = (kind & 1) == 0 ? Encoding.UTF8.GetBytes(awkward) : bytes;
            Kept(new CassetteResponse(200, null, (CassetteTransport)((uint)kind % 3), answer), request);
        }));

    [Fact]
    public void Own_cassettes_are_as_they_would_be_saved()
    {
        foreach (var file in Cassette.Find(Repository.Cassettes))
        {
            var cassette = Cassette.Load(file);
            cassette.Save(_folder["again.yaml"]);

            Cassette.Load(_folder["again.yaml"]).Should().Be(cassette, file);
        }
    }

    [RecordingsFact]
    public void Recordings_load_equal_once_they_are_saved()
    {
        foreach (var file in Cassette.Find(Repository.Recordings!))
        {
            var cassette = Cassette.Load(file);
            cassette.Save(_folder["again.yaml"]);

            Cassette.Load(_folder["again.yaml"]).Should().Be(cassette, file);
        }
    }

    [Fact]
    public void Saving_replaces_what_was_there_and_leaves_nothing_beside_it()
    {
        var cassette = new Cassette(null, [CassetteTurn("{}")]);
        File.WriteAllText(_folder["a.yaml"], new string('x', 10_000));
        cassette.Save(_folder["a.yaml"]);
        cassette.Save(_folder["new/folder/a.yaml"]);

        File.ReadAllText(_folder["a.yaml"]).Should().Be(File.ReadAllText(_folder["new/folder/a.yaml"]));
        Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories).Should().HaveCount(2);
    }

    [Fact]
    public void Saving_never_opens_the_file_that_is_there()
    {
        new Cassette(null, [CassetteTurn("{}")]).Save(_folder["a.yaml"]);
        using var before = File.OpenText(_folder["a.yaml"]);
        new Cassette(null, [CassetteTurn("[]")]).Save(_folder["a.yaml"]);

        before.ReadToEnd().Should().Contain("{}", "who reads the file while it is replaced reads the old one to its end");
    }

    [Fact]
    public void File_that_cannot_be_written_says_which()
    {
        Directory.CreateDirectory(_folder["a.yaml"]);

        new Cassette(null, [CassetteTurn("{}")]).Invoking(cassette => cassette.Save(_folder["a.yaml"])).Should().Throw<CassetteException>().WithMessage("*a.yaml: cannot be written*");
        Directory.GetFiles(_folder.Path).Should().BeEmpty();
    }

    private static CassetteTurn CassetteTurn(string body) =>
        new("t1", new CassetteRequest("POST", "/v1/responses"), new CassetteResponse(200, null, CassetteTransport.Blocking, Encoding.UTF8.GetBytes(body)));

    private void Kept(CassetteResponse response, CassetteRequest? request = null)
    {
        var cassette = new Cassette("x", [new CassetteTurn("t1", request ?? new CassetteRequest("POST", "/v1/responses"), response)]);
        cassette.Save(_folder["a.yaml"]);
        var loaded = Cassette.Load(_folder["a.yaml"]);

        loaded.Turns[0].Response.Bytes.ToArray().Should().Equal(response.Bytes.ToArray());
        loaded.Should().Be(cassette);
    }
}
