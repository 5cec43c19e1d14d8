using CityKit.Desk.Extending;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CityKit.Desk.Cockpit;

/// <summary>Adds the cockpit to a desk.</summary>
public static class CockpitSetup
{
    /// <summary>Shows boards of the city's own in the cockpit (领导驾驶舱), in place of the sixteen that are built in.</summary>
    /// <param name="desk">The desk.</param>
    /// <param name="plan">The boards, such as of <see cref="CockpitPlan.Read"/>.</param>
    public static DeskBuilder UseCockpit(this DeskBuilder desk, CockpitPlan plan)
    {
        ArgumentNullException.ThrowIfNull(desk);
        ArgumentNullException.ThrowIfNull(plan);
        desk.Services.Replace(ServiceDescriptor.Singleton(plan));
        return desk;
    }

    internal static void AddCockpit(this IServiceCollection services)
    {
        services.TryAddSingleton(CockpitPlan.BuiltIn);
        services.TryAddSingleton<CockpitCache>();
        services.TryAddScoped<CockpitReads>();
        services.TryAddScoped<CockpitBoards>();
    }
}
