using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CityKit.Hub.Tests.Support;

/// <summary>A carrier on the loopback: takes each id once, and answers what it is told to first.</summary>
internal sealed class SimulatedCarrier : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<int> answers = [];
    private readonly ConcurrentDictionary<string, string> taken = [];
    private readonly Channel<(string Id, string To, string Text, string Authorization)> requests =
        Channel.CreateUnbounded<(string, string, string, string)>();

    private SimulatedCarrier(WebApplication app) => this.app = app;

    internal Uri Address => new(app.Urls.First() + "/sms");

    /// <summary>The texts that reached a phone, by message.</summary>
    internal IReadOnlyDictionary<string, string> Delivered => taken;

    internal static async Task<SimulatedCarrier> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var carrier = new SimulatedCarrier(app);
        app.MapPost("/sms", (RequestDelegate)carrier.TakeAsync);
        await app.StartAsync();
        return carrier;
    }

    /// <summary>Answers the next requests so: an HTTP status from 400, else a code of the carrier.</summary>
    internal void AnswerNext(params int[] next)
    {
        foreach (var each in next) answers.Enqueue(each);
    }

    internal Task<(string Id, string To, string Text, string Authorization)> NextAsync() => requests.Reader.ReadAsync().AsTask();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var sms = await JsonDocument.ParseAsync(context.Request.Body);
        string Of(string name) => sms.RootElement.GetProperty(name).GetString()!;
        var answer = answers.TryDequeue(out var told) ? told : taken.TryAdd(Of("id"), Of("text")) ? 0 : 1;
        context.Response.StatusCode = answer >= 400 ? answer : StatusCodes.Status200OK;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(string.Create(CultureInfo.InvariantCulture, $$"""{"code": {{answer}}}"""));
        requests.Writer.TryWrite((Of("id"), Of("to"), Of("text"), context.Request.Headers.Authorization.ToString()));
    }
}
