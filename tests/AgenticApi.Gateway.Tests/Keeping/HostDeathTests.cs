using AgenticApi.Serving;

namespace AgenticApi.Gateway.Tests.Keeping;

/// <summary>Two gateways with one store. One of them dies: it neither reads nor writes any more.</summary>
public sealed class HostDeathTests
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData("\"background\":true")]
    [InlineData("\"stream\":true")]
    public async Task Response_of_a_dead_host_ends_as_failed_with_the_output_so_far(string how)
    {
        var store = new InMemoryResponseStore();
        var mortal = new MortalStore(store);
        var held = new HeldModel();
        await using var dying = await ScriptedModel.StartAsync(held.SayAsync, upstream => new() { Upstream = upstream, Store = mortal, Lease = Lease });
        await using var other = await ScriptedModel.StartAsync(held.SayAsync, upstream => new() { Upstream = upstream, Store = store, Lease = Lease });
        var id = await BeginAsync(dying, how);
        var following = other.Client.EventsAsync($"/v1/responses/{id}?stream=true");
        await Task.Delay(500);

        mortal.Die();
        var failed = await other.Client.UntilAsync(id, "failed");

        failed.GetProperty("error").Text("code").Should().Be("server_error");
        failed.OutputText().Should().Be("Hello world");
        GatewayClient.Fold(await following).Response.ToJson().Should().Be(failed.GetRawText());
        foreach (var seen in (int[])[0, 20, 1000])
        {
            // A client may have received more events than the host has written.
            (await other.Client.EventsAsync($"/v1/responses/{id}?stream=true&starting_after={seen}"))[^1].Text("type").Should().Be("response.failed");
        }
    }

    [Fact]
    public async Task Host_that_continues_after_its_lease_expired_changes_nothing()
    {
        var store = new InMemoryResponseStore();
        var mortal = new MortalStore(store);
        var held = new HeldModel();
        await using var hanging = await ScriptedModel.StartAsync(held.SayAsync, upstream => new() { Upstream = upstream, Store = mortal, Lease = Lease });
        await using var other = await ScriptedModel.StartAsync(held.SayAsync, upstream => new() { Upstream = upstream, Store = store, Lease = Lease });
        var id = await BeginAsync(hanging, "\"background\":true");
        await Task.Delay(300);
        mortal.Die();
        var failed = await other.Client.UntilAsync(id, "failed");

        mortal.Revive();
        held.Go();
        await Task.Delay(500);

        (await other.Client.GetJsonAsync($"/v1/responses/{id}")).GetRawText().Should().Be(failed.GetRawText());
    }

    [Fact]
    public async Task Response_of_a_host_that_died_before_the_first_event_is_a_valid_stream()
    {
        var store = new InMemoryResponseStore();
        var mortal = new MortalStore(store) { DiesAfterWrites = 1 };
        var held = new HeldModel();
        await using var dying = await ScriptedModel.StartAsync(held.SayAsync, upstream => new() { Upstream = upstream, Store = mortal, Lease = Lease });
        await using var other = await ScriptedModel.StartAsync(held.SayAsync, upstream => new() { Upstream = upstream, Store = store, Lease = Lease });

        var id = await BeginAsync(dying, "\"stream\":true");
        var events = await other.Client.EventsAsync($"/v1/responses/{id}?stream=true");

        GatewayClient.Fold(events).Response.ToJson().Should().Be((await other.Client.UntilAsync(id, "failed")).GetRawText());
    }

    [Fact]
    public async Task Response_of_one_host_is_cancelled_on_another()
    {
        var store = new InMemoryResponseStore();
        var held = new HeldModel();
        await using var one = await ScriptedModel.StartAsync(held.SayAsync, upstream => new() { Upstream = upstream, Store = store });
        await using var other = await ScriptedModel.StartAsync(held.SayAsync, upstream => new() { Upstream = upstream, Store = store });
        var id = await BeginAsync(one, "\"background\":true");
        await held.Asked;

        var cancelled = await other.Client.PostJsonAsync($"/v1/responses/{id}/cancel", "{}");
        await held.Aborted;

        cancelled.Text("status").Should().Be("cancelled");
    }

    [Fact]
    public async Task Lease_is_renewed_while_the_model_sends_nothing()
    {
        var store = new InMemoryResponseStore();
        var held = new HeldModel();
        await using var one = await ScriptedModel.StartAsync(held.SayAsync, upstream => new() { Upstream = upstream, Store = store, Lease = Lease });
        await using var other = await ScriptedModel.StartAsync(held.SayAsync, upstream => new() { Upstream = upstream, Store = store, Lease = Lease });
        var id = await BeginAsync(one, "\"background\":true");

        for (var look = 0; look < 25; look++)
        {
            (await other.Client.GetJsonAsync($"/v1/responses/{id}")).Text("status").Should().BeOneOf("queued", "in_progress");
            await Task.Delay(100);
        }

        held.Go();
        (await other.Client.UntilAsync(id, "completed")).OutputText().Should().Be("Hello world.");
    }

    private static async Task<string> BeginAsync(ScriptedModel model, string how)
    {
        using var answer = await model.AskAsync($$"""{"model":"m","input":"Hi",{{how}}}""");
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync());
        var line = await reader.ReadLineAsync();
        return GatewayClient.Events((line!.StartsWith("event", StringComparison.Ordinal) ? await reader.ReadLineAsync() : "data: {\"response\":" + line + "}")!).ResponseId();
    }

    /// <summary>The store of a host that hangs: after <see cref="Die"/>, no operation completes until <see cref="Revive"/>.</summary>
    private sealed class MortalStore(IResponseStore store) : IResponseStore
    {
        private TaskCompletionSource? _dead;
        private int _writes;

        /// <summary>The number of writes after which the host dies.</summary>
        public int DiesAfterWrites { get; init; } = int.MaxValue;

        public void Die() => _dead = new();

        public void Revive() => _dead!.SetResult();

        public async ValueTask<StoredRecord?> ReadAsync(string id, string prefix, string after, TimeSpan wait, CancellationToken cancellationToken)
        {
            await HangAsync();
            var found = await store.ReadAsync(id, prefix, after, wait, cancellationToken);
            await HangAsync();
            return found;
        }

        public async ValueTask<long> WriteAsync(string id, long version, IReadOnlyList<StoredEntry> entries, bool durable, CancellationToken cancellationToken)
        {
            if (Interlocked.Increment(ref _writes) > DiesAfterWrites)
            {
                _dead ??= new();
            }

            await HangAsync();
            return await store.WriteAsync(id, version, entries, durable, cancellationToken);
        }

        public async ValueTask<bool> DeleteAsync(string id, CancellationToken cancellationToken)
        {
            await HangAsync();
            return await store.DeleteAsync(id, cancellationToken);
        }

        private Task HangAsync() => _dead?.Task ?? Task.CompletedTask;
    }
}
