using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CityKit.Desk.Tests.Map;

/// <summary>A tile server on a loopback port, as another host is.</summary>
internal sealed class TileServer : IAsyncDisposable
{
    private readonly WebApplication app;

    private TileServer(WebApplication app) => this.app = app;

    internal List<string> Asked { get; } = [];

    internal string Template => app.Urls.First() + "/{z}/{x}/{y}.png";

    internal static async Task<TileServer> StartAsync(Func<HttpContext, Task> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = new TileServer(builder.Build());
        server.app.Run(context =>
        {
            lock (server.Asked) server.Asked.Add($"{context.Request.Path}{context.Request.Headers.Cookie}");
            return answer(context);
        });
        await server.app.StartAsync();
        return server;
    }

    internal static Task PictureAsync(HttpContext context) => context.Response.Body.WriteAsync(PmTilesMaker.Picture).AsTask();

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
