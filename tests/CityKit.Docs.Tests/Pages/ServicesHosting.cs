using CityKit;
using CityKit.Core;
using CityKit.Hosting;
using CityKit.Services.Claims;
using CityKit.Services.Hub;
using CityKit.Services.Items;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace MyCity.Services;

/// <summary>Yours: verifies what wallets present.</summary>
internal sealed class MyWallets : IWalletReader
{
    public ValueTask<(IReadOnlyList<HeldCredential>? Wallet, Refusal? Refusal)> ReadAsync(
        IReadOnlyList<string> presentations, ServiceItem item, string application, Instant now, CancellationToken cancellationToken) =>
        new((null, Refusal.Of("not-genuine", "No presentation is taken here yet.", "暂不接受出示。")));
}

internal static class ServicesHosting
{
    internal static void Add(IServiceCollection services, ServiceCatalogue catalogue) => services.AddCityKit(city => city
        .UseSqlite("city.db")
        .AddModule(new ServicesModule(catalogue, sources: ["marriage-register"], new MyWallets())));
}
