using CityKit.Cases;
using CityKit.Cases.Flow;
using CityKit.Cases.Policies;
using CityKit.Cases.Profiles;
using CityKit.Core;
using CityKit.Core.Calendar;
using NodaTime;

namespace CityKit.Docs.Tests.Pages;

internal static class Profiles
{
    internal static WorkItem Smallest(byte[] utf8, Actor gridWorker, Instant now)
    {
        var profile = ProfileReader.Read(utf8, out var errors);
        if (profile is null) throw new InvalidDataException(string.Join('\n', errors)); // every error, with its line and column
        var engine = new WorkEngine(ProfileCatalogue.BuiltIn.With(profile), WorkPolicy.Empty, WorkCalendar.BuiltIn);
        var item = engine.Open(new OpenWorkItem(WorkItemId.FromCause("report/1"), "bike-clearing", "app"), gridWorker, now).OrThrow();
        var cleared = engine.Apply(item, new WorkCommand("clear") { Photo = "photo/1" }, gridWorker, now).OrThrow();
        return cleared;
    }

    internal static WorkEngine GuardInCode(ProfileCatalogue profiles, WorkPolicy policy, IReadOnlySet<string> certificates)
    {
        var certified = new Guard("certified", question => certificates.Contains(question.Actor.Id), new LocalizedText("须持证上岗", "it takes a certificate"));
        var engine = new WorkEngine(profiles, policy, WorkCalendar.BuiltIn, FlowWords.None.With(certified));
        return engine;
    }
}
