using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;

namespace AgenticApi.Cli.Tests.View;

/// <summary>A headless Chromium with one page, spoken to over its DevTools protocol.</summary>
internal sealed class Browser : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly string _profile;
    private readonly ClientWebSocket _socket = new();
    private readonly List<JsonNode> _events = [];
    private int _calls;

    private Browser(Process process, string profile) => (_process, _profile) = (process, profile);

    /// <summary>What the page did since it was opened: its requests, its script errors, what it wrote to the console.</summary>
    public IEnumerable<string> Requests => Of("Network.requestWillBeSent").Select(call => call["request"]!["url"]!.ToString());

    public IEnumerable<string> Complaints => Of("Runtime.exceptionThrown").Concat(Of("Log.entryAdded")).Concat(Of("Runtime.consoleAPICalled")).Select(call => call.ToJsonString());

    public static async Task<Browser> StartAsync()
    {
        var profile = Directory.CreateTempSubdirectory("agentic-api-chromium-").FullName;
        var start = new ProcessStartInfo(Chromium.Path!, [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync", "--remote-debugging-port=0", "--user-data-dir=" + profile, "about:blank"])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        var browser = new Browser(Process.Start(start)!, profile);
        browser._process.OutputDataReceived += (_, _) => { };
        browser._process.BeginOutputReadLine();
        browser._process.ErrorDataReceived += (_, _) => { };
        browser._process.BeginErrorReadLine();
        await browser.ConnectAsync();
        return browser;
    }

    /// <summary>Opens a file as a window of a width would show it.</summary>
    public async Task OpenAsync(string file, int width, bool dark, int height = 900)
    {
        await CallAsync("Emulation.setDeviceMetricsOverride", new JsonObject { ["width"] = width, ["height"] = height, ["deviceScaleFactor"] = 1, ["mobile"] = false });
        await CallAsync("Emulation.setEmulatedMedia", new JsonObject
        {
            ["features"] = new JsonArray(new JsonObject { ["name"] = "prefers-color-scheme", ["value"] = dark ? "dark" : "light" }),
        });
        _events.Clear();
        await CallAsync("Page.navigate", new JsonObject { ["url"] = new Uri(file).AbsoluteUri });
        while (!Of("Page.loadEventFired").Any())
        {
            await ReceiveAsync();
        }
    }

    /// <summary>What an expression comes to in the page.</summary>
    public async Task<JsonNode?> EvaluateAsync(string expression)
    {
        var answer = await CallAsync("Runtime.evaluate", new JsonObject { ["expression"] = expression, ["returnByValue"] = true, ["awaitPromise"] = true });
        return answer["exceptionDetails"] is { } thrown ? throw new InvalidOperationException(thrown.ToJsonString()) : answer["result"]!["value"];
    }

    /// <summary>Presses a key: <c>Tab</c>, <c>ArrowRight</c>.</summary>
    public async Task PressAsync(string key, int code)
    {
        foreach (var type in (string[])["rawKeyDown", "keyUp"])
        {
            await CallAsync("Input.dispatchKeyEvent", new JsonObject { ["type"] = type, ["key"] = key, ["code"] = key, ["windowsVirtualKeyCode"] = code });
        }
    }

    /// <summary>A picture of the page, as much of it as is given.</summary>
    public async Task<byte[]> PictureAsync(int width, int height)
    {
        var answer = await CallAsync("Page.captureScreenshot", new JsonObject
        {
            ["clip"] = new JsonObject { ["x"] = 0, ["y"] = 0, ["width"] = width, ["height"] = height, ["scale"] = 1 },
        });
        return Convert.FromBase64String(answer["data"]!.ToString());
    }

    public async ValueTask DisposeAsync()
    {
        _socket.Dispose();
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        for (var tries = 0; tries < 20 && Directory.Exists(_profile); tries++)
        {
            try
            {
                Directory.Delete(_profile, recursive: true);
            }
            catch (IOException)
            {
                // Its helpers may write for a moment after it has gone.
                await Task.Delay(100);
            }
        }
    }

    private async Task ConnectAsync()
    {
        // Chromium writes the port that it took, and the address of the browser, when it is ready.
        var portFile = Path.Combine(_profile, "DevToolsActivePort");
        var waiting = Stopwatch.StartNew();
        while (!File.Exists(portFile) || (await File.ReadAllLinesAsync(portFile)).Length < 2)
        {
            if (_process.HasExited || waiting.Elapsed > Patience)
            {
                throw new InvalidOperationException("Chromium did not start.");
            }

            await Task.Delay(50);
        }

        var port = (await File.ReadAllLinesAsync(portFile))[0];
        using var client = new HttpClient();
        var pages = JsonNode.Parse(await client.GetStringAsync(new Uri($"http://127.0.0.1:{port}/json")))!.AsArray();
        var page = pages.First(page => page!["type"]!.ToString() == "page")!;
        await _socket.ConnectAsync(new Uri(page["webSocketDebuggerUrl"]!.ToString()), CancellationToken.None);
        foreach (var domain in (string[])["Page", "Network", "Runtime", "Log"])
        {
            await CallAsync(domain + ".enable");
        }

        // A window that nobody looks at has no focus of its own.
        await CallAsync("Emulation.setFocusEmulationEnabled", new JsonObject { ["enabled"] = true });
    }

    private async Task<JsonNode> CallAsync(string method, JsonObject? parameters = null)
    {
        var id = ++_calls;
        var call = new JsonObject { ["id"] = id, ["method"] = method, ["params"] = parameters ?? [] };
        await _socket.SendAsync(Encoding.UTF8.GetBytes(call.ToJsonString()), WebSocketMessageType.Text, true, CancellationToken.None);
        while (true)
        {
            var answer = await ReceiveAsync();
            if (answer["id"]?.GetValue<int>() == id)
            {
                return answer["result"] ?? throw new InvalidOperationException($"{method}: {answer["error"]}");
            }
        }
    }

    private async Task<JsonNode> ReceiveAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        using var message = new MemoryStream();
        var buffer = new byte[64 * 1024];
        ValueWebSocketReceiveResult part;
        do
        {
            part = await _socket.ReceiveAsync(buffer.AsMemory(), patience.Token);
            message.Write(buffer, 0, part.Count);
        }
        while (!part.EndOfMessage);
        var received = JsonNode.Parse(message.ToArray())!;
        if (received["method"] is not null)
        {
            _events.Add(received);
        }

        return received;
    }

    private IEnumerable<JsonNode> Of(string method) => _events.Where(received => received["method"]!.ToString() == method).Select(received => received["params"]!);
}
