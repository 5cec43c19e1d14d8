using CityKit.Cases;
using CityKit.Cases.Policies;
using CityKit.Cases.Profiles;
using CityKit.Core.Calendar;
using NodaTime;

namespace CityKit.Docs.Tests.Pages;

internal static class WorkItems
{
    internal static WorkDecision Engine(WorkPolicy policy, Actor inspector, Actor commandCentre, Instant now)
    {
        var engine = new WorkEngine(ProfileCatalogue.BuiltIn, policy, WorkCalendar.BuiltIn);
        var item = engine.Open(new OpenWorkItem(WorkItemId.FromCause("report/4711"), "city-management", "inspector"), inspector, now).OrThrow();
        var decision = engine.Apply(item, new WorkCommand("accept"), commandCentre, now);
        return decision;
    }
}
