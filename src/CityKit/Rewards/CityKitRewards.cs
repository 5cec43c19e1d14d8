using CityKit.Hosting;

namespace CityKit.Rewards;

/// <summary>Lets a hub reward residents' snapshots.</summary>
public static class CityKitRewards
{
    /// <summary>Rewards the items of a profile, by the rules that an administrator puts (<see cref="PutRewardRules"/>).</summary>
    /// <param name="city">The hub.</param>
    /// <example><code>
    /// services.AddCityKit(city => city.UseSqlite("city.db").AddRewards());
    /// await hub.ExecuteAsync(new PutRewardRules("rules-2026-1", File.ReadAllText("rewards.json")), administrator);
    /// </code></example>
    public static CityKitBuilder AddRewards(this CityKitBuilder city)
    {
        ArgumentNullException.ThrowIfNull(city);
        return city.AddModule(new RewardsModule());
    }
}
