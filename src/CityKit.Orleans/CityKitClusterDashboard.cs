using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Orleans.Dashboard;

namespace CityKit;

/// <summary>Shows Orleans' own pages of the cluster.</summary>
public static class CityKitClusterDashboard
{
    /// <summary>
    /// Maps Orleans' dashboard (集群看板): nodes, grains, calls. Nobody sees it who is not signed in; a policy narrows that further.
    /// </summary>
    /// <param name="endpoints">The application's.</param>
    /// <param name="path">Where, such as <c>/cluster</c>.</param>
    /// <param name="policies">The policies that a viewer has to fulfil; none for anyone who is signed in.</param>
    /// <exception cref="InvalidOperationException">The city was not given <c>UseOrleans</c>.</exception>
    /// <example><code>app.MapCityKitClusterDashboard("/cluster", "operators");</code></example>
    public static IEndpointConventionBuilder MapCityKitClusterDashboard(
        this IEndpointRouteBuilder endpoints, string path = "/cluster", params string[] policies)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        return endpoints.MapOrleansDashboard(path).RequireAuthorization(policies);
    }
}
