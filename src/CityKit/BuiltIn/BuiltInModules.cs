using CityKit.Modules;

namespace CityKit.BuiltIn;

/// <summary>What every hub carries; other modules may need it by name.</summary>
internal static class BuiltInModules
{
    private static readonly ICityModule[] All =
        [
            new ConfigurationModule(), new DevicesModule(), new AlertsModule(), new ItemsModule(), new LeadsModule(),
            new SuspensionsModule(), new FindingsModule(),
            new PrivacyModule(), new ReadingsModule(), new JournalModule(),
        ];

    /// <summary>The modules of a hub.</summary>
    /// <param name="others">Those that a setup adds.</param>
    internal static ModuleCatalogue With(IReadOnlyCollection<ICityModule> others) => new(All, others);
}
