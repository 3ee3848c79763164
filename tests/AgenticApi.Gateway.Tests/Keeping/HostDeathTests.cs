using AgenticApi.Serving;

namespace AgenticApi.Gateway.Tests.Keeping;

/// <summary>Two gateways with one store, one of which dies: it writes nothing more.</summary>
public sealed class HostDeathTests
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData("\"background\":true")]
    [InlineData("\"stream\":true")]
    public async Task Response_whose_host_died_ends_as_failed_with_what_was_said(string how)
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
        KeptClient.Fold(await following).Response.ToJson().Should().Be(failed.GetRawText());
        foreach (var seen in (int[])[0, 20, 1000])
        {
            // The host had told its client more than it had written.
            (await other.Client.EventsAsync($"/v1/responses/{id}?stream=true&starting_after={seen}"))[^1].Text("type").Should().Be("response.failed");
        }
    }

    [Fact]
    public async Task Host_that_was_taken_for_dead_changes_nothing_when_it_comes_back()
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
    public async Task Response_whose_host_died_before_it_wrote_an_event_folds()
    {
        var store = new InMemoryResponseStore();
        var mortal = new MortalStore(store) { DiesAfterWrites = 1 };
        var held = new HeldModel();
        await using var dying = await ScriptedModel.StartAsync(held.SayAsync, upstream => new() { Upstream = upstream, Store = mortal, Lease = Lease });
        await using var other = await ScriptedModel.StartAsync(held.SayAsync, upstream => new() { Upstream = upstream, Store = store, Lease = Lease });

        var id = await BeginAsync(dying, "\"stream\":true");
        var events = await other.Client.EventsAsync($"/v1/responses/{id}?stream=true");

        KeptClient.Fold(events).Response.ToJson().Should().Be((await other.Client.UntilAsync(id, "failed")).GetRawText());
    }

    [Fact]
    public async Task Response_of_one_host_is_continued_and_cancelled_on_another()
    {
        var store = new InMemoryResponseStore();
        var held = new HeldModel();
        await using var one = await ScriptedModel.StartAsync(held.SayAsync, upstream => new() { Upstream = upstream, Store = store });
        await using var other = await ScriptedModel.StartAsync(held.SayAsync, upstream => new() { Upstream = upstream, Store = store });
        var id = await BeginAsync(one, "\"background\":true");
        await held.Asked;

        var cancelled = await other.Client.PostJsonAsync($"/v1/responses/{id}/cancel", "{}");
        await held.GivenUp;

        cancelled.Text("status").Should().Be("cancelled");
    }

    [Fact]
    public async Task Lease_of_a_living_host_is_renewed_while_its_model_says_nothing()
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
        return KeptClient.Events((line!.StartsWith("event", StringComparison.Ordinal) ? await reader.ReadLineAsync() : "data: {\"response\":" + line + "}")!)[0].GetProperty("response").Text("id")!;
    }

    /// <summary>A store as a host that hangs sees it: nothing comes back.</summary>
    private sealed class MortalStore(IResponseStore store) : IResponseStore
    {
        private TaskCompletionSource? _dead;
        private int _writes;

        /// <summary>After how many writes the host dies by itself.</summary>
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
