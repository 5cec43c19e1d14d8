using CityKit.Services.Claims;
using CityKit.Services.Items;
using CityKit.Services.Plans;
using NodaTime;

namespace MyCity.Services;

internal static class Planning
{
    internal static ServicePlan Plan(byte[] file, IReadOnlyList<HeldCredential> wallet, Instant now)
    {
        var catalogue = ServiceCatalogue.Read(file, out var errors)
            ?? throw new FormatException(string.Join('\n', errors));
        var planner = new ServicePlanner(catalogue, sources: ["marriage-register"]);
        var plan = planner.Plan(catalogue.FindItem("elder-allowance")!, wallet, now);
        foreach (var line in plan.Materials)
            Console.WriteLine($"{line.Material.Name.Zh}: {line.Way} {string.Join(' ', line.Reasons.Select(reason => reason.Text.Zh))}");
        foreach (var shown in plan.Disclosures)
            Console.WriteLine($"show {shown.Name}: {string.Join(", ", shown.Claims.Select(claim => claim.Claim))}");
        return plan;
    }
}
