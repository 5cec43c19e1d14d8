namespace CityKit.Edge;

/// <summary>The client for requests to the hub: each of them sets its own time limit.</summary>
internal static class EdgeHttp
{
    /// <summary>
    /// The name of the client that a host's <see cref="IHttpClientFactory"/> makes: <c>services.AddHttpClient("citykit")</c> sets
    /// proxies, certificates and handlers.
    /// </summary>
    public const string ClientName = "citykit";

    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Returns a client of the host's <see cref="IHttpClientFactory"/> where it has one, otherwise one with the system's settings.
    /// </summary>
    public static HttpClient Create(IServiceProvider services)
    {
        ArgumentNullException.ThrowIfNull(services);
        var client = (services.GetService(typeof(IHttpClientFactory)) as IHttpClientFactory)?.CreateClient(ClientName)
            ?? new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = ConnectionLifetime });
        client.Timeout = Timeout.InfiniteTimeSpan;
        return client;
    }
}
