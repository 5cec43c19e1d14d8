using System.Net;
using CityKit.Core;
using CityKit.Desk.Extending;
using CityKit.Desk.Words;
using CityKit.Maps.Tiles;
using Microsoft.Extensions.DependencyInjection;

namespace CityKit.Desk.Map.Sources;

/// <summary>
/// Asks addresses of ground maps for tiles: 5 seconds and 1 MB at most, 8 at a time from one server, no redirect, no cookie, nothing of
/// the person who looks.
/// </summary>
internal sealed class AskedTiles(IHttpClientFactory clients, TimeProvider time)
{
    internal const int MostBytes = 1 << 20;
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private const string Client = "CityKit.Desk.Tiles";
    private readonly KeptTiles kept = new(time);

    internal static void AddTo(IServiceCollection services) => services.AddHttpClient(Client, client =>
    {
        (client.Timeout, client.MaxResponseContentBufferSize) = (Patience, MostBytes);
        client.DefaultRequestHeaders.UserAgent.ParseAdd("CityKit.Desk");
    }).ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
    {
        AllowAutoRedirect = false, UseCookies = false, AutomaticDecompression = DecompressionMethods.All, MaxConnectionsPerServer = 8,
    });

    internal async ValueTask<SourceTile> ReadAsync(TileSource source, TileAddress tile, CancellationToken cancellationToken) =>
        kept.Find(source.Id, tile) ?? kept.Add(source.Id, tile, await AskAsync(source, tile, cancellationToken).ConfigureAwait(false));

    private async Task<SourceTile> AskAsync(TileSource source, TileAddress tile, CancellationToken cancellationToken)
    {
        try
        {
            using var client = clients.CreateClient(Client);
            using var answer = await client.GetAsync(source.AddressOf(tile), cancellationToken).ConfigureAwait(false);
            if (answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.NoContent) return SourceTile.None;
            if (!answer.IsSuccessStatusCode) return Failed(MapWords.SourceSays, (int)answer.StatusCode);
            return Checked(source, await answer.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false));
        }
        catch (HttpRequestException wrong)
        {
            return Failed(MapWords.SourceFails, wrong.HttpRequestError);
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Failed(MapWords.SourceIsSlow, Patience.TotalSeconds);
        }
    }

    private static SourceTile Checked(TileSource source, byte[] bytes) =>
        source.Layers.Count > 0 || SourceTile.Picture(bytes) is not null ? new SourceTile(bytes, null)
            : new SourceTile(null, MapWords.NoPicture);

    private static SourceTile Failed(LocalizedText text, object value) => new(null, MapWords.With(text, value));
}
