using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace AgenticApi.Gateway.Tests.Operation;

/// <summary>The checks of <see cref="ResponsesGatewayOptions"/>.</summary>
public sealed class OptionsTests
{
    private static readonly Uri Upstream = new("http://localhost:9/v1");

    public static TheoryData<string, Func<ResponsesGatewayOptions>> NullOptions => new()
    {
        { "Upstream", () => new() { Upstream = null! } },
        { "Translation", () => new() { Upstream = Upstream, Translation = null! } },
        { "ReasoningKeys", () => new() { Upstream = Upstream, ReasoningKeys = null! } },
        { "Store", () => new() { Upstream = Upstream, Store = null! } },
        { "Clock", () => new() { Upstream = Upstream, Clock = null! } },
        { "Keys", () => new() { Upstream = Upstream, Keys = null! } },
        { "AllowedHosts", () => new() { Upstream = Upstream, AllowedHosts = null! } },
        { "Limits", () => new() { Upstream = Upstream, Limits = null! } },
    };

    [Theory]
    [MemberData(nameof(NullOptions))]
    public void Null_for_an_option_that_is_never_null_is_refused(string name, Func<ResponsesGatewayOptions> create) =>
        create.Should().Throw<ArgumentNullException>(name);

    [Theory]
    [InlineData("/v1")]
    [InlineData("ftp://localhost/v1")]
    public void Address_that_is_not_an_absolute_http_URL_is_refused(string address)
    {
        var create = () => new ResponsesGatewayOptions { Upstream = new Uri(address, UriKind.RelativeOrAbsolute) };

        create.Should().Throw<ArgumentException>().WithMessage("*absolute http or https URL*");
    }

    [Fact]
    public void Time_out_of_its_bounds_is_refused()
    {
        ((Func<ResponsesGatewayOptions>)(() => new() { Upstream = Upstream, Lease = TimeSpan.FromMilliseconds(299) })).Should().Throw<ArgumentOutOfRangeException>();
        ((Func<ResponsesGatewayOptions>)(() => new() { Upstream = Upstream, StopTimeout = TimeSpan.FromTicks(-1) })).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void Reasoning_key_of_another_length_is_refused()
    {
        var map = () => new ServiceCollection().AddResponsesGateway(new() { Upstream = Upstream, ReasoningKeys = [new byte[31]] });

        map.Should().Throw<ArgumentException>().WithMessage("*32 bytes*");
    }

    [Fact]
    public async Task Longest_times_are_accepted_by_all_timers()
    {
        await using var services = new ServiceCollection()
            .AddResponsesGateway(new() { Upstream = Upstream, Lease = TimeSpan.MaxValue, StopTimeout = TimeSpan.MaxValue }).BuildServiceProvider();
        using var shutdown = new CancellationTokenSource();

        shutdown.CancelAfter(services.GetRequiredService<IOptions<HostOptions>>().Value.ShutdownTimeout);
        await ((IHostedLifecycleService)services.GetRequiredService<IHostedService>()).StoppingAsync(shutdown.Token);

        shutdown.IsCancellationRequested.Should().BeFalse();
    }
}
