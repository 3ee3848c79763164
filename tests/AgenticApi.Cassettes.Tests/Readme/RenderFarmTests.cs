using System.Net.Http.Json;
using AgenticApi;
using AgenticApi.Cassettes;

namespace RenderFarm.Tests;

public class RenderFarmTests
{
    [Fact]
    public async Task That_job_is_the_job_of_the_first_turn()
    {
        using var replay = new ReplayHandler(Cassette.Load("story-that-job-streaming.yaml"), new() { Match = RequestParts.Path });
        using var http = new HttpClient(replay) { BaseAddress = new Uri("http://replay") };
        var calls = new List<string>();

        foreach (string prompt in (string[])["How is render-517?", "Show me its log.", "", "Restart that job."])
        {
            // Your agent's code stands here: it takes the HttpClient and knows nothing of the replay.
            using HttpResponseMessage answer = await http.PostAsJsonAsync("/v1/responses", new { input = prompt, stream = true });
            AccumulatedResponse result = await ResponseAccumulator.FromStreamAsync(await answer.Content.ReadAsStreamAsync());
            Assert.Equal(Ending.Completed, result.Ending);
            calls.AddRange(result.Response.FunctionCalls.Select(call => call.Name));
        }

        Assert.Equal(["job_state", "job_log", "job_restart"], calls);
        Assert.Empty(replay.Unused);
    }
}
