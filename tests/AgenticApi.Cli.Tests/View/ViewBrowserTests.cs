using AgenticApi.Cassettes;

namespace AgenticApi.Cli.Tests.View;

/// <summary>What a browser makes of the page.</summary>
public sealed class ViewBrowserTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("agentic-api-").FullName;
    private Browser _browser = null!;

    public async Task InitializeAsync() => _browser = Chromium.Path is null ? null! : await Browser.StartAsync();

    public async Task DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    [BrowserTheory]
    [InlineData("reasoning-gpt-oss-streaming.yaml")]
    [InlineData("truncated-streaming.yaml")]
    [InlineData("failed-blocking.yaml")]
    [InlineData("")]
    public async Task Page_fits_its_window_fetches_nothing_and_runs_without_an_error(string cassette) => await Check(await Page(Path.Combine(Repository.Cassettes, cassette)));

    [BrowserFact]
    public async Task Pages_of_recordings_and_of_hard_streams_do_so_too()
    {
        var word = new string('W', 4000);
        var hard = Write("hard.sse", Wire.Created(0, word), Wire.Added(1, 0, word), Wire.Delta(2, 0, word), Wire.Delta(3, 0, word), Wire.Delta(9, 7, word), "{\"type\":\"" + word, Wire.Done(10, 0, word));
        await Check(await Page(hard));
        await Check(await Page(Write("bad-" + word[..100] + ".sse", "<html>" + word)));
        if (Repository.Recordings is { } recordings)
        {
            await Check(await Page(recordings));
        }
    }

    [BrowserFact]
    public async Task Shortened_pages_and_pages_with_times_do_so_too()
    {
        await Check(await Page(Write("errors.sse", [Wire.Created(0), .. Enumerable.Repeat("""{"type":"error","code":"x","message":"y"}""", 60_000)])));
        var timed = Path.Combine(_folder, "timed.yaml");
        var answer = Cassette.Load(Path.Combine(Repository.Cassettes, "reasoning-gpt-oss-streaming.yaml")).Turns[0].Response;
        var times = Enumerable.Range(1, answer.Chunks.Count).Select(i => TimeSpan.FromSeconds(i * 123.456));
        new Cassette("test", [new("t1", new("POST", "/v1/responses"), new(200, null, answer.Transport, answer.Bytes.Span, [.. times]))]).Save(timed);
        await Check(await Page(timed));
    }

    [BrowserFact]
    public async Task Text_stands_out_from_what_is_behind_it_in_light_and_dark()
    {
        var page = await Page(Path.Combine(Repository.Cassettes, "reasoning-gpt-oss-streaming.yaml"), Path.Combine(Repository.Cassettes, "truncated-streaming.yaml"), Path.Combine(Repository.Cassettes, "failed-blocking.yaml"));
        foreach (var dark in (bool[])[false, true])
        {
            await _browser.OpenAsync(page, 1280, dark);

            var faint = (await _browser.EvaluateAsync(Contrast))!.AsArray().Select(text => text!.ToString());

            faint.Should().BeEmpty(dark ? "dark" : "light");
        }
    }

    [BrowserFact]
    public async Task Marks_are_walked_with_the_arrow_keys_and_lead_to_their_event()
    {
        await _browser.OpenAsync(await Page(Path.Combine(Repository.Cassettes, "reasoning-gpt-oss-streaming.yaml")), 1280, dark: false);
        await _browser.EvaluateAsync("document.querySelector('#t1 .overview li:last-child a').focus()");
        await _browser.PressAsync("Tab", 9);
        (await Focused()).Should().Be("0 response.created");

        await _browser.PressAsync("ArrowDown", 40);
        (await Focused()).Should().Be("2 response.output_item.added");
        await _browser.PressAsync("ArrowRight", 39);
        await _browser.PressAsync("ArrowRight", 39);
        (await Focused()).Should().Be("4–15 response.reasoning_text.delta × 12");
        await _browser.PressAsync("ArrowDown", 40);
        (await Focused()).Should().Be("19 response.output_text.done, warning ItemNotAnnounced, info PartNotAnnounced");
        (await _browser.EvaluateAsync("document.querySelector('#t1 .readout').innerText"))!.ToString().Should().Contain("I cannot see your kettle.").And.Contain("the item starts with the first event");

        await _browser.EvaluateAsync("document.activeElement.click()");
        (await _browser.EvaluateAsync("document.querySelector(':target').id"))!.ToString().Should().Be("t1-e19");
        await _browser.PressAsync("Tab", 9);
        (await _browser.EvaluateAsync("document.activeElement.localName"))!.ToString().Should().Be("summary", "the list goes on from there");
    }

    [BrowserFact]
    public async Task Link_to_a_turn_opens_it_and_a_mark_of_deltas_opens_its_run()
    {
        await _browser.OpenAsync(await Page(Repository.Cassettes), 1280, dark: false);
        (await _browser.EvaluateAsync("document.querySelectorAll('.turn[open]').length"))!.GetValue<int>().Should().Be(0, "with so many turns the page opens at its contents");

        var turn = (await _browser.EvaluateAsync("document.querySelector('.turn:has(.mark.run)').id"))!.ToString();
        await _browser.EvaluateAsync($"document.querySelector('.contents a[href=\"#{turn}\"]').click()");
        (await _browser.EvaluateAsync(Settled($"document.getElementById('{turn}').open")))!.GetValue<bool>().Should().BeTrue();
        await _browser.EvaluateAsync($"document.querySelector('#{turn} .mark.run').click()");
        (await _browser.EvaluateAsync(Settled($"document.querySelector('#{turn} .event:target > details').open")))!.GetValue<bool>().Should().BeTrue();
    }

    [BrowserFact]
    public async Task Events_without_deviations_can_be_hidden()
    {
        await _browser.OpenAsync(await Page(Path.Combine(Repository.Cassettes, "reasoning-gpt-oss-streaming.yaml")), 1280, dark: false);
        const string Visible = "[...document.querySelectorAll('#t1 .event')].filter(e => e.getClientRects().length).length";
        (await _browser.EvaluateAsync(Visible))!.GetValue<int>().Should().Be(11);

        await _browser.EvaluateAsync("document.querySelector('#t1 .only input').click()");

        (await _browser.EvaluateAsync(Visible))!.GetValue<int>().Should().Be(5);
    }

    /// <summary>The text whose contrast with the nearest colour behind it is under 4.5 to 1, the least that WCAG AA allows.</summary>
    private const string Contrast = """
        (() => {
          document.querySelectorAll('details').forEach(details => { details.open = true; });
          const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
          const rgba = colour => { canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1); return [...canvas.getImageData(0, 0, 1, 1).data]; };
          const over = (top, below) => top.slice(0, 3).map((value, i) => value * top[3] / 255 + below[i] * (1 - top[3] / 255));
          const behind = element => {
            if (!element) return rgba('white');
            const own = rgba(getComputedStyle(element).backgroundColor);
            return own[3] === 255 ? own : over(own, behind(element.parentElement));
          };
          const light = colour => colour.slice(0, 3).map(value => value / 255).map(value => value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
            .reduce((sum, value, i) => sum + value * [0.2126, 0.7152, 0.0722][i], 0);
          return [...document.querySelectorAll('body *')]
            .filter(element => element.getClientRects().length && [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim()))
            .map(element => {
              const [low, high] = [light(rgba(getComputedStyle(element).color)), light(behind(element))].sort((one, other) => one - other);
              return [(high + 0.05) / (low + 0.05), element];
            })
            .filter(([contrast]) => contrast < 4.5)
            .map(([contrast, element]) => `${contrast.toFixed(2)} ${element.localName}.${element.className}: ${element.textContent.slice(0, 40)}`);
        })()
        """;

    private static string Settled(string expression) => $"new Promise(done => setTimeout(() => done({expression}), 50))";

    private async Task<string> Focused() => (await _browser.EvaluateAsync("document.activeElement.title || document.activeElement.outerHTML.slice(0, 200)"))!.ToString();

    private async Task Check(string page)
    {
        foreach (var (width, dark) in ((int, bool)[])[(1280, false), (1280, true), (400, false), (400, true)])
        {
            await _browser.OpenAsync(page, width, dark);
            foreach (var open in (bool[])[false, true])
            {
                await _browser.EvaluateAsync($"document.querySelectorAll('details').forEach(details => {{ details.open ||= {(open ? "true" : "false")}; }})");

                var where = $"{width}, {(dark ? "dark" : "light")}, {(open ? "all open" : "as it is")}";
                (await _browser.EvaluateAsync("document.documentElement.scrollWidth"))!.GetValue<int>().Should().BeLessThanOrEqualTo(width, where);
                (await _browser.EvaluateAsync("matchMedia('(prefers-color-scheme: dark)').matches"))!.GetValue<bool>().Should().Be(dark);
            }

            _browser.Complaints.Should().BeEmpty();
            _browser.Requests.Should().Equal(new Uri(page).AbsoluteUri);
        }
    }

    private async Task<string> Page(params string[] paths)
    {
        var file = Path.Combine(_folder, Guid.NewGuid().ToString("N") + ".html");
        await Tool.RunAsync(["view", .. paths, "-o", file]);
        return file;
    }

    private string Write(string name, params string[] events)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, events[0].StartsWith('<') ? events[0] : string.Concat(events.Select(e => $"data: {e}\n\n")));
        return path;
    }
}
