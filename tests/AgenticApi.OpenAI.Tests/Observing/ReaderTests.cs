using System.ClientModel;
using System.ClientModel.Primitives;
using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Net;
using System.Text;
using AgenticApi.Execution.Tests.Endpoint;
using AgenticApi.Execution.Tests.Rules;
using AgenticApi.OpenAI.Tests.Support;

namespace AgenticApi.OpenAI.Tests.Observing;

/// <summary>Whatever the reader of an answer does, it reads all bytes, and the observer reports the result once.</summary>
public class ReaderTests
{
    private const string Sse = "text/event-stream";
    private static readonly byte[] Good = Encoding.UTF8.GetBytes($"data: {Wire.Created}\n\ndata: {Wire.Completed}\n\n");

    private readonly ConcurrentQueue<ObservedResponse> _seen = [];

    private ResponseObserver Observer => new(_seen.Enqueue);

    [Fact]
    public async Task Reader_that_leaves_early_reports_what_it_read()
    {
        var body = new PiecesStream(Good, [20]);
        using var answers = Answers.Of(HttpStatusCode.OK, Sse, () => body);

        await foreach (var _ in await Clients.Over(answers, Observer).CreateResponseStreamingAsync("m", "Hi"))
        {
            break;
        }

        body.IsDisposed.Should().BeTrue();
        var observed = _seen.Should().ContainSingle().Subject;
        (observed.Result!.Ending, observed.Result.Response.Id, observed.WasReadToEnd, observed.Exception).Should().Be((Ending.Truncated, "resp_1", false, null));
    }

    [Fact]
    public async Task Reader_that_throws_reports_what_it_read()
    {
        using var answers = Answers.Of(Sse, Good);
        var reading = async () =>
        {
            await foreach (var _ in await Clients.Over(answers, Observer).CreateResponseStreamingAsync("m", "Hi"))
            {
                throw new FormatException();
            }
        };

        await reading.Should().ThrowAsync<FormatException>();

        _seen.Should().ContainSingle();
    }

    [Fact]
    public async Task Connection_that_breaks_reports_what_arrived_and_throws_to_the_reader()
    {
        using var answers = Answers.Of(HttpStatusCode.OK, Sse, () => new PiecesStream(Good[..^20], [9], isBroken: true));

        await AskAsync(Clients.Over(answers, Observer)).Invoking(async asking => await ReadAsync((await asking).ContentStream!)).Should().ThrowAsync<IOException>();

        var observed = _seen.Should().ContainSingle().Subject;
        (observed.Result!.Ending, observed.WasReadToEnd).Should().Be((Ending.Truncated, false));
        observed.Result.Deviations.Should().Contain(deviation => deviation.Kind == DeviationKind.ConnectionBroken);
    }

    [Fact]
    public async Task Exception_of_the_callback_does_not_reach_the_reader()
    {
        using var answers = Answers.Of(Sse, Good);
        var client = Clients.Over(answers, new ResponseObserver(_ => throw new FormatException()));

        var read = await ReadAsync((await AskAsync(client)).ContentStream!);

        read.Should().Equal(Good);
    }

    [Fact]
    public async Task Each_event_is_read_before_the_next_one_comes()
    {
        var pipe = new Pipe();
        using var answers = Answers.Of(HttpStatusCode.OK, Sse, () => pipe.Reader.AsStream());
        using var response = await AskAsync(Clients.Over(answers, Observer));
        var (buffer, first) = (new byte[1000], $"data: {Wire.Created}\n\n".Length);

        await pipe.Writer.WriteAsync(Good.AsMemory(0, first));
        (await response.ContentStream!.ReadAsync(buffer).AsTask().InTime()).Should().Be(first);
        await pipe.Writer.WriteAsync(Good.AsMemory(first));
        (await response.ContentStream!.ReadAsync(buffer).AsTask().InTime()).Should().Be(Good.Length - first);
        _seen.Should().BeEmpty("the stream has not ended");
        await pipe.Writer.CompleteAsync();
        (await response.ContentStream!.ReadAsync(buffer).AsTask().InTime()).Should().Be(0);

        _seen.Should().ContainSingle().Which.Result!.Ending.Should().Be(Ending.Completed);
    }

    [Fact]
    public async Task Stream_that_the_pipeline_connects_again_is_an_answer_for_each_connection()
    {
        var count = 0;
        using var answers = new Answers(_ => count++ == 0
            ? Answers.Create(HttpStatusCode.OK, Sse, new PiecesStream(Encoding.UTF8.GetBytes($"retry: 1\nid: 0\ndata: {Wire.Created}\n\n"), [50], isBroken: true))
            : Answers.Create(HttpStatusCode.OK, Sse, new MemoryStream(Encoding.UTF8.GetBytes($"id: 1\ndata: {Wire.Completed}\n\n"))));
        var updates = 0;

        await foreach (var _ in await Clients.Over(answers, Observer).GetResponseStreamingAsync("resp_1"))
        {
            updates++;
        }

        updates.Should().Be(2);
        _seen.Select(observed => (observed.Result!.Ending, observed.WasReadToEnd)).Should().Equal((Ending.Truncated, false), (Ending.Completed, true));
    }

    [Fact]
    public async Task Stream_that_is_read_to_its_end_and_disposed_twice_is_reported_once()
    {
        using var answers = Answers.Of(Sse, Good);
        var stream = (await AskAsync(Clients.Over(answers, Observer))).ContentStream!;

        await ReadAsync(stream);
        await stream.DisposeAsync();
        await stream.DisposeAsync();

        _seen.Should().ContainSingle();
    }

    [Fact]
    public async Task Parallel_streams_do_not_mix()
    {
        using var answers = new Answers(request =>
        {
            var body = request.Content!.ReadAsStringAsync().Result;
            return Answers.Create(HttpStatusCode.OK, Sse, new PiecesStream(Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(Good).Replace("resp_1", body)), [3, 11]));
        });
        var client = Clients.Over(answers, Observer);

        await Parallel.ForAsync(0, 200, async (number, _) => await ReadAsync((await AskAsync(client, $"resp_{number}")).ContentStream!));

        _seen.Select(observed => observed.Result!.Response.Id).Should().BeEquivalentTo(Enumerable.Range(0, 200).Select(number => $"resp_{number}"));
        _seen.Should().OnlyContain(observed => observed.Result!.Ending == Ending.Completed && observed.Result.Deviations.Count == 0);
    }

    [Fact]
    public async Task Reader_that_leaves_while_another_thread_reads_is_reported_once()
    {
        for (var i = 0; i < 200; i++)
        {
            using var answers = Answers.Of(HttpStatusCode.OK, Sse, () => new PiecesStream(Good, [1]));
            var stream = (await AskAsync(Clients.Over(answers, Observer))).ContentStream!;
            var reading = Task.Run(() => ReadAsync(stream));
            await stream.DisposeAsync();
            await reading.ContinueWith(_ => { }, TaskScheduler.Default).InTime();
        }

        _seen.Should().HaveCount(200).And.OnlyContain(observed => observed.Exception == null);
    }

    private static async Task<PipelineResponse> AskAsync(global::OpenAI.Responses.ResponsesClient client, string body = "{}") =>
        (await client.CreateResponseAsync(BinaryContent.Create(BinaryData.FromString(body)), new RequestOptions { BufferResponse = false })).GetRawResponse();

    private static async Task<byte[]> ReadAsync(Stream stream)
    {
        using var read = new MemoryStream();
        await stream.CopyToAsync(read);
        return read.ToArray();
    }
}
