using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;

namespace AgenticApi.Gateway.Tests.Operation;

/// <summary>The memory that requests leave allocated. Runs alone, because other tests would be measured, too.</summary>
[CollectionDefinition("Memory", DisableParallelization = true)]
[Collection("Memory")]
public sealed class MemoryTests
{
    [Fact]
    public async Task Memory_of_large_requests_is_freed()
    {
        // The model's server must not hold any request, not even in a pool.
        await using var model = await Loopback.StartAsync(application => application.Run(async context =>
        {
            await context.Request.Body.CopyToAsync(Stream.Null);
            await ScriptedModel.SayAsync(context, """{"content":"Hello."}""");
        }));
        await using var gateway = await Loopback.StartAsync(application => application.MapResponsesGateway(new() { Upstream = new Uri(model.Url, "v1") }));
        using var client = new HttpClient { BaseAddress = gateway.Url };
        // JsonDocument rents arrays of 16 MiB for such bodies, and the pool keeps one for each thread for some time. If the bodies stayed in memory,
        // they would take more than 200 MB.
        await AskManyAsync(20);
        var before = Collected();

        await AskManyAsync(20);

        (Collected() - before).Should().BeLessThan(100 * 1024 * 1024);

        async Task AskManyAsync(int count)
        {
            for (var i = 0; i < count; i++)
            {
                using var content = new ByteArrayContent(Encoding.UTF8.GetBytes($$"""{"model":"m","store":false,"input":"{{new string('x', 10_000_000)}}"}"""));
                content.Headers.ContentType = new("application/json");
                using var answer = await client.PostAsync(new Uri("/v1/responses", UriKind.Relative), content);
                answer.StatusCode.Should().Be(HttpStatusCode.OK);
                await answer.Content.CopyToAsync(Stream.Null);
            }
        }

        static long Collected()
        {
            for (var i = 0; i < 3; i++)
            {
                GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
                GC.WaitForPendingFinalizers();
            }

            return GC.GetTotalMemory(forceFullCollection: true);
        }
    }
}
