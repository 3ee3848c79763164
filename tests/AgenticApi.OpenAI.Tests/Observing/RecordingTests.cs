using System.ClientModel;
using System.ClientModel.Primitives;
using System.Net;
using AgenticApi.Cassettes;
using AgenticApi.OpenAI.Tests.Support;

namespace AgenticApi.OpenAI.Tests.Observing;

/// <summary>An observer folds each recorded answer as the library does, and the client reads the recorded bytes.</summary>
public class RecordingTests
{
    private static readonly int[][] Cuts = [[int.MaxValue], [1], [7, 1, 300, 2]];

    [Fact]
    public Task Cassettes_are_observed_as_they_fold() => ObserveAsync(Repository.Cassettes);

    [RecordingsFact]
    public Task Recordings_of_real_servers_are_observed_as_they_fold() => ObserveAsync(Repository.Recordings!);

    [Fact]
    public Task Typed_updates_of_cassettes_are_the_same_with_an_observer() => ReadTypedAsync(Repository.Cassettes);

    [RecordingsFact]
    public Task Typed_updates_of_recordings_are_the_same_with_an_observer() => ReadTypedAsync(Repository.Recordings!);

    private static async Task ObserveAsync(string folder)
    {
        var turns = TurnsOf(folder);
        turns.Should().HaveCountGreaterThan(90);
        foreach (var (name, response) in turns)
        {
            foreach (var cut in response.Transport == CassetteTransport.Blocking ? Cuts[..1] : Cuts)
            {
                var seen = new List<ObservedResponse>();
                using var answers = Answers.Of((HttpStatusCode)response.Status, TypeOf(response), () => new PiecesStream(response.Bytes.ToArray(), cut, response.IsBroken));
                var client = Clients.Over(answers, new ResponseObserver(seen.Add));

                var bytes = await ReadAsync(client, response.Transport == CassetteTransport.Blocking);

                bytes.Should().Equal(response.Bytes.ToArray(), name);
                var observed = seen.Should().ContainSingle(name).Subject;
                observed.Exception.Should().BeNull(name);
                (observed.HttpStatus, observed.WasReadToEnd).Should().Be((response.Status, !response.IsBroken), name);
                ShouldBe(observed.Result!, response.Accumulate(), name);
            }
        }
    }

    private static async Task ReadTypedAsync(string folder)
    {
        foreach (var (name, response) in TurnsOf(folder).Where(turn => turn.Response is { Transport: CassetteTransport.EventStream, Status: 200 }))
        {
            var seen = new List<ObservedResponse>();
            using var answers = Answers.Of(TypeOf(response), response.Bytes.ToArray());

            var plain = await ReadTypedAsync(answers);
            var observed = await ReadTypedAsync(answers, new ResponseObserver(seen.Add));

            observed.Should().Equal(plain, name);
            ShouldBe(seen.Should().ContainSingle(name).Subject.Result!, response.Accumulate(), name);
        }
    }

    private static async Task<List<string>> ReadTypedAsync(Answers answers, params PipelinePolicy[] policies)
    {
        var updates = new List<string>();
        await foreach (var update in await Clients.Over(answers, policies).CreateResponseStreamingAsync("m", "Hi"))
        {
            updates.Add(update.GetType().Name);
        }

        return updates;
    }

    private static async Task<byte[]> ReadAsync(global::OpenAI.Responses.ResponsesClient client, bool isBuffered)
    {
        var options = new RequestOptions { BufferResponse = isBuffered, ErrorOptions = ClientErrorBehaviors.NoThrow };
        using var response = (await client.CreateResponseAsync(BinaryContent.Create(BinaryData.FromString("{}")), options)).GetRawResponse();
        if (isBuffered)
        {
            return response.Content.ToArray();
        }

        using var read = new MemoryStream();
        try
        {
            await response.ContentStream!.CopyToAsync(read);
        }
        catch (IOException)
        {
            // The recording ends here, so the connection is broken.
        }

        return read.ToArray();
    }

    private static List<(string Name, CassetteResponse Response)> TurnsOf(string folder) =>
    [
        .. Cassette.Find(folder).Select(Cassette.Load).SelectMany(cassette => cassette.Turns
            .Where(turn => turn.IsResponse && turn.Response.Transport != CassetteTransport.WebSocket && turn.Request.Method is "" or "POST" or "GET")
            .Select(turn => ($"{cassette.Name} {turn.Name}", turn.Response))),
    ];

    private static string TypeOf(CassetteResponse response) =>
        response.Headers.TryGetValue("content-type", out var type) ? type : response.Transport == CassetteTransport.Blocking ? "application/json" : "text/event-stream";

    private static void ShouldBe(AccumulatedResponse result, AccumulatedResponse expected, string because)
    {
        result.Response.ToJson().Should().Be(expected.Response.ToJson(), because);
        result.Ending.Should().Be(expected.Ending, because);
        result.Deviations.Should().Equal(expected.Deviations, because);
        result.AudioTranscript.Should().Be(expected.AudioTranscript, because);
        result.Audio.ToArray().Should().Equal(expected.Audio.ToArray(), because);
    }
}
