using System.Text;
using CityKit.Cases;
using CityKit.Cases.Flow;
using CityKit.Cases.Policies;
using CityKit.Cases.Profiles;
using CityKit.Checking;
using CityKit.Commands;
using CityKit.Core;
using CityKit.Core.Calendar;
using CityKit.Core.Text;
using CityKit.Grids.Maps;
using CityKit.Modules;
using CityKit.Setup;

namespace CityKit.Configuring;

/// <summary>
/// What work goes by (现行办理配置): profiles, policy and calendar of the configuration in force, and its map of grids. Where a journal of a
/// version before has no such part, the setup's is used.
/// </summary>
internal sealed class WorkInForce(HubSetup setup, MapsAtHand maps, FlowWords words)
{
    private delegate T? Reader<T>(ReadOnlySpan<byte> utf8, out IReadOnlyList<ConfigError> errors);

    private HubConfiguration read = new(default, default);
    private GridVersion? version;

    internal WorkEngine Engine { get; private set; } = new(setup.Profiles, setup.Work.Policy, setup.Work.Calendar, words);

    internal GridMap? Grids { get; private set; } = setup.Grids;

    /// <summary>That the map in force is not here, so that the setup's is used; null while it is.</summary>
    internal LocalizedText? MissingGrids { get; private set; }

    /// <summary>Why a profile cannot be used: it names guards or effects that no module answers for; null when it can.</summary>
    internal Refusal? Missing(Profile profile) => words.MissingIn(profile) is not { Count: > 0 } missing ? null : Refusal.Of("bad-profile",
        $"The profile '{profile.Id}' uses {string.Join(", ", missing)}, and no module answers for it: "
            + "add the module, or take the name out.",
        $"业务类型“{profile.Id}”使用了 {string.Join("、", missing)}，但没有模块提供；请加载该模块或删去该名称。");

    /// <summary>Takes up the configuration in force.</summary>
    /// <exception cref="FormatException">A part of it is damaged.</exception>
    internal void Use(HubConfiguration configuration)
    {
        Engine = new WorkEngine(
            Part(read.Profiles, configuration.Profiles, Engine.Profiles, setup.Profiles, ProfileCatalogue.Read),
            Part(read.Policy, configuration.Policy, Engine.Policy, setup.Work.Policy, PolicyReader.Read),
            Part(read.Calendar, configuration.Calendar, Engine.Calendar, setup.Work.Calendar, WorkCalendar.Read), words);
        UseGrids(configuration.Grids);
        read = configuration;
    }

    /// <summary>Lets go of maps that no commit needs any more.</summary>
    internal void Committed() => maps.Keep(version);

    /// <summary>The parts of a city with what is in force.</summary>
    internal CityParts Parts(ReadOnlyMemory<byte> rules, ReadOnlyMemory<byte> sensors) =>
        new(rules, sensors, Engine.Policy, Engine.Profiles, setup.Catalogues, Grids);

    /// <summary>The configuration after a command that changes profiles, policy, calendar or grids; null for any other.</summary>
    internal HubConfiguration? After(HubCommand asked, HubConfiguration? before) => asked switch
    {
        PutPolicy put => before! with { Policy = Read(put.File, PolicyReader.Read).ToUtf8() },
        PutCalendar put => before! with { Calendar = Read(put.File, WorkCalendar.Read).ToUtf8() },
        PutProfile put => before! with { Profiles = Engine.Profiles.With(Read(put.File, ProfileReader.Read)).ToUtf8() },
        RetireProfile retire => before! with { Profiles = Engine.Profiles.Without(retire.Profile).ToUtf8() },
        PutGrids put => before! with { Grids = Bring(put).ToUtf8() },
        _ => null,
    };

    private GridVersion Bring(PutGrids put)
    {
        if (put.Map is { } map) maps.Bring(put.Version, map);
        return put.Version;
    }

    private void UseGrids(ReadOnlyMemory<byte> utf8)
    {
        version = utf8.IsEmpty ? null : maps.Read(utf8.Span);
        var map = setup.Grids;
        MissingGrids = version is null || maps.TryFind(version, out map) ? null : maps.Misses(version);
        Grids = MissingGrids is null ? map : setup.Grids;
    }

    /// <summary>Reads a part, unless it is the one that was read last.</summary>
    private static T Part<T>(ReadOnlyMemory<byte> before, ReadOnlyMemory<byte> now, T current, T ofSetup, Reader<T> reader) where T : class
    {
        if (now.IsEmpty) return ofSetup;
        if (now.Span.SequenceEqual(before.Span)) return current;
        return Read(now.Span, reader);
    }

    private static T Read<T>(string file, Reader<T> reader) where T : class => Read(Encoding.UTF8.GetBytes(file), reader);

    private static T Read<T>(ReadOnlySpan<byte> utf8, Reader<T> reader) where T : class => reader(utf8, out var errors)
        ?? throw new FormatException($"The journal's configuration is damaged: {errors[0]} 流水中的现行配置已损坏。");
}
