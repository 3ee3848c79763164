using System.ClientModel;
using System.ClientModel.Primitives;
using System.Net;
using System.Text;
using AgenticApi.Execution.Tests.Endpoint;
using AgenticApi.OpenAI.Tests.Support;
using OpenAI.Responses;

namespace AgenticApi.OpenAI.Tests.Observing;

/// <summary>The answers that are observed, including those that are not valid responses.</summary>
public class AnswerTests
{
    private static readonly byte[] Good = Encoding.UTF8.GetBytes($"data: {Wire.Created}\n\ndata: {Wire.Completed}\n\n");

    private readonly List<ObservedResponse> _seen = [];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Blocking_answer_of_the_typed_client_is_reported_before_the_client_gets_it(bool isSync)
    {
        using var answers = Answers.Of("application/json", Encoding.UTF8.GetBytes(Wire.Response));
        var client = Clients.Over(answers, new ResponseObserver(_seen.Add));

        ResponseResult typed = isSync ? client.CreateResponse("m", "Hi") : await client.CreateResponseAsync("m", "Hi");

        typed.GetOutputText().Should().Be("Hi");
        var observed = _seen.Should().ContainSingle().Subject;
        (observed.Result!.Response.OutputText, observed.Result.Ending, observed.WasReadToEnd, observed.HttpStatus).Should().Be(("Hi", Ending.Completed, true, 200));
        observed.ToString().Should().Be("ObservedResponse { HTTP 200, Completed }");
    }

    [Fact]
    public async Task Answers_that_the_pipeline_repeats_are_not_reported()
    {
        var count = 0;
        using var answers = new Answers(_ => count++ < 2
            ? Answers.Create(HttpStatusCode.TooManyRequests, "application/json", new MemoryStream("""{"error":{"message":"Slow down."}}"""u8.ToArray()))
            : Answers.Create(HttpStatusCode.OK, "text/event-stream", new MemoryStream(Good)));

        await foreach (var _ in await Clients.Over(answers, new ResponseObserver(_seen.Add)).CreateResponseStreamingAsync("m", "Hi"))
        {
        }

        _seen.Should().ContainSingle().Which.HttpStatus.Should().Be(200);
    }

    [Fact]
    public async Task Error_of_the_server_is_reported_and_the_client_throws_it()
    {
        using var answers = Answers.Of(HttpStatusCode.NotFound, "application/json", () => new MemoryStream("""{"error":{"message":"No such response.","code":"gone"}}"""u8.ToArray()));
        var client = Clients.Over(answers, new ResponseObserver(_seen.Add));

        (await client.Invoking(c => c.GetResponseAsync("resp_1")).Should().ThrowAsync<ClientResultException>()).Which.Message.Should().Contain("No such response.");

        var observed = _seen.Should().ContainSingle().Subject;
        (observed.Result!.Ending, observed.Result.Response.Error!.Code, observed.HttpStatus).Should().Be((Ending.Errored, "gone", 404));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Answer_that_is_not_a_response_is_reported_with_the_exception(bool isBuffered)
    {
        using var answers = Answers.Of("text/html", "<html>Sign in</html>"u8.ToArray());

        var read = await ReadAsync(Clients.Over(answers, new ResponseObserver(_seen.Add)), isBuffered);

        read.Should().Be("<html>Sign in</html>");
        var observed = _seen.Should().ContainSingle().Subject;
        observed.Result.Should().BeNull();
        observed.Exception.Should().BeOfType<ResponseProtocolException>();
        observed.ToString().Should().Be("ObservedResponse { HTTP 200, no response }");
    }

    [Fact]
    public async Task Stream_beyond_a_limit_is_read_whole_and_reported_up_to_the_limit()
    {
        var bytes = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(Good).Replace("\"completed\",", $"\"completed\",\"instructions\":\"{new string('x', 200)}\",", StringComparison.Ordinal));
        using var answers = Answers.Of("text/event-stream", bytes);
        var options = new ResponseAccumulatorOptions { MaxEventBytes = Wire.Created.Length + 50 };

        var read = await ReadAsync(Clients.Over(answers, new ResponseObserver(_seen.Add, options)), isBuffered: false);

        read.Should().Be(Encoding.UTF8.GetString(bytes));
        var observed = _seen.Should().ContainSingle().Subject;
        observed.Exception.Should().BeOfType<ResponseProtocolException>().Which.Message.Should().Contain("MaxEventBytes");
        (observed.Result!.Response.Id, observed.WasReadToEnd).Should().Be(("resp_1", true));
    }

    [Fact]
    public async Task Stream_where_a_body_was_asked_for_is_folded()
    {
        using var answers = Answers.Of("text/event-stream", Good);

        await ReadAsync(Clients.Over(answers, new ResponseObserver(_seen.Add)), isBuffered: true);

        _seen.Should().ContainSingle().Which.Result!.Ending.Should().Be(Ending.Completed);
    }

    [Theory]
    [InlineData("POST", "http://h/v1/responses", true)]
    [InlineData("POST", "http://h/openai/deployments/d/responses?api-version=1", true)]
    [InlineData("GET", "http://h/v1/responses/resp_1?stream=true", true)]
    [InlineData("POST", "http://h/v1/responses/resp_1/cancel", true)]
    [InlineData("DELETE", "http://h/v1/responses/resp_1", false)]
    [InlineData("GET", "http://h/v1/responses/resp_1/input_items", false)]
    [InlineData("POST", "http://h/v1/responses/input_tokens", false)]
    [InlineData("POST", "http://h/v1/responses/compact", false)]
    [InlineData("POST", "http://h/v1/chat/completions", false)]
    [InlineData("GET", "http://h/v1/models", false)]
    public void Answers_to_these_requests_are_responses(string method, string address, bool isResponse) =>
        ResponseRequests.AreAnsweredByResponse(method, new Uri(address)).Should().Be(isResponse);

    [Fact]
    public void Observer_without_a_callback_is_refused() =>
        FluentActions.Invoking(() => new ResponseObserver(null!)).Should().Throw<ArgumentNullException>().WithParameterName("onResponse");

    private static async Task<string> ReadAsync(ResponsesClient client, bool isBuffered)
    {
        var options = new RequestOptions { BufferResponse = isBuffered };
        using var response = (await client.CreateResponseAsync(BinaryContent.Create(BinaryData.FromString("{}")), options)).GetRawResponse();
        using var reader = new StreamReader(isBuffered ? response.Content.ToStream() : response.ContentStream!);
        return await reader.ReadToEndAsync();
    }
}
