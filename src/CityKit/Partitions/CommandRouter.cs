using System.Text;
using CityKit.BuiltIn;
using CityKit.Cases;
using CityKit.Commands;
using CityKit.Core;
using CityKit.Documents;
using CityKit.Grids.Maps;
using CityKit.Intake;
using CityKit.Modules;
using CityKit.Privacy;
using CityKit.Records;
using CityKit.Sensors.Register;
using CityKit.Storage;

namespace CityKit.Partitions;

/// <summary>Finds the partitions that a command goes to (指令路由).</summary>
/// <param name="partitions">How many there are, and asks them.</param>
/// <param name="reader">Reads over all of them.</param>
/// <param name="modules">The commands there are.</param>
/// <param name="door">Knows persons and households by subject.</param>
/// <param name="grids">Gives the map in force.</param>
internal sealed class CommandRouter(
    IPartitions partitions, ICityReader reader, ModuleCatalogue modules, PrivacyDoor door, Func<GridMap?> grids)
{
    /// <summary>Where a command goes.</summary>
    /// <exception cref="IOException">The store cannot be read now, or a partition not asked.</exception>
    internal async ValueTask<RoutedCommand> RouteAsync(HubCommand command, ActorView by, CancellationToken cancellationToken) =>
        RouteOf(command, by) switch
        {
            CommandRoute.ToAll => RoutedCommand.ToAll(command, EveryPartition),
            CommandRoute.ToCopies { Key: var key } => RoutedCommand.ToAny(command, await WhereAnyAsync(async store =>
                (await store.FindAsync([key], cancellationToken).ConfigureAwait(false)).Count > 0).ConfigureAwait(false)),
            CommandRoute.ToMatches { Queries: var queries } => RoutedCommand.ToAny(command, await WhereAnyAsync(store =>
                HasAsync(store, queries, cancellationToken)).ConfigureAwait(false)),
            CommandRoute.ToDocuments { Keys: var keys } => await ToDocumentsAsync(command, keys, cancellationToken).ConfigureAwait(false),
            CommandRoute.ToPlace at => RoutedCommand.To(command, await OfPlaceAsync(at, cancellationToken).ConfigureAwait(false)),
            CommandRoute.ToDevice { Device: var device } => await ToDeviceAsync(command, device, cancellationToken).ConfigureAwait(false),
            CommandRoute.ToSensor { Sensor: var sensor } => RoutedCommand.To(
                command, await OfSensorAsync(sensor, cancellationToken).ConfigureAwait(false)),
            CommandRoute.ToHousehold { Household: var name } => RoutedCommand.ToAny(
                command, await OfHouseholdAsync(name, cancellationToken).ConfigureAwait(false)),
            CommandRoute.ToSubjects { Subjects: var subjects } => RoutedCommand.ToAny(command, await WhereAnyAsync(async store =>
                (await store.FindSubjectsAsync(subjects, cancellationToken).ConfigureAwait(false)).Count > 0).ConfigureAwait(false)),
            CommandRoute.ToSensors => await SplitAsync((PutSensors)command, cancellationToken).ConfigureAwait(false),
            _ => RoutedCommand.To(command, PartitionId.City),
        };

    /// <summary>
    /// Every partition, the city's own last: what is in force in the city is read there, and is in force everywhere by then.
    /// </summary>
    private IEnumerable<PartitionId> EveryPartition => PartitionId.All(partitions.Count).Skip(1).Append(PartitionId.City);

    private CommandRoute RouteOf(HubCommand command, ActorView by) => modules.Command(command.GetType())?.Route?.Invoke(command)
        ?? CommandRoutes.Of(command, by) ?? CommandRoute.City;

    private async ValueTask<RoutedCommand> ToDocumentsAsync(
        HubCommand command, IReadOnlyList<DocumentKey> keys, CancellationToken cancellationToken)
    {
        var where = await reader.WhereAsync([.. keys.Distinct()], cancellationToken).ConfigureAwait(false);
        PartitionId[] found = [.. where.Values.Distinct().Order()];
        return found.Length > 1 ? RoutedCommand.Refused(Apart(found))
            : RoutedCommand.To(command, found.Length == 0 ? PartitionId.City : found[0]);
    }

    /// <summary>Where what it makes is already; else by the street, the compound, the thing.</summary>
    private async ValueTask<PartitionId> OfPlaceAsync(CommandRoute.ToPlace route, CancellationToken cancellationToken)
    {
        if (route.Made is { } made
            && (await reader.WhereAsync([made], cancellationToken).ConfigureAwait(false)).TryGetValue(made, out var known)) return known;
        var place = route.Place;
        if (OfStreet(place) is { } street) return street.In(partitions.Count);
        if (place.Compound is { } compound)
            return await WhereAsync(
                new SensorQuestion { Compounds = [compound] }, cancellationToken).ConfigureAwait(false) is [var first, ..]
                ? first.Partition : PartitionKey.OfCompound(compound).In(partitions.Count);
        return route.Thing is { } thing ? PartitionKey.OfThing(thing).In(partitions.Count) : PartitionId.City;
    }

    private PartitionKey? OfStreet(WorkPlace place) => PartitionKey.OfStreet(
        place.Point is { } point && grids() is { } map && map.TryLocate(point, out var grid) ? grid.Code : place.Grid);

    private async ValueTask<RoutedCommand> ToDeviceAsync(HubCommand command, DeviceId device, CancellationToken cancellationToken)
    {
        PartitionId[] found = [.. await OfDeviceAsync(device, cancellationToken).ConfigureAwait(false)];
        return found.Length > 1 && command is AdmitDevice ? RoutedCommand.Refused(Straddles(device, found))
            : RoutedCommand.To(command, found.Length > 0 ? found[0] : PartitionKey.OfThing(device.Value).In(partitions.Count));
    }

    /// <summary>Where its document is; for one that nobody has admitted, where its sensors are.</summary>
    private async ValueTask<IEnumerable<PartitionId>> OfDeviceAsync(DeviceId device, CancellationToken cancellationToken)
    {
        var homes = await HomesAsync([device], cancellationToken).ConfigureAwait(false);
        return homes.TryGetValue(device, out var home) ? [home]
            : (await WhereAsync(new SensorQuestion { Devices = [device] }, cancellationToken).ConfigureAwait(false))
                .Select(found => found.Partition).Distinct();
    }

    private async ValueTask<PartitionId> OfSensorAsync(SensorKey sensor, CancellationToken cancellationToken)
    {
        var homes = await HomesAsync([sensor.Device], cancellationToken).ConfigureAwait(false);
        if (homes.TryGetValue(sensor.Device, out var home)) return home;
        var found = await WhereAsync(new SensorQuestion { Devices = [sensor.Device] }, cancellationToken).ConfigureAwait(false);
        return found.Where(one => one.Entry.Key == sensor).Select(one => (PartitionId?)one.Partition).FirstOrDefault()
            ?? PartitionKey.OfThing(sensor.Device.Value).In(partitions.Count);
    }

    /// <summary>Where a household has sensors; one that the city does not know is nowhere, which its own partition says.</summary>
    private async ValueTask<IReadOnlyList<PartitionId>> OfHouseholdAsync(string name, CancellationToken cancellationToken)
    {
        var subject = SubjectId.TryParse(name, null, out var known) ? known
            : (await door.Subjects.FindAsync([SubjectReference.Household(name)], cancellationToken).ConfigureAwait(false))
                .Values.FirstOrDefault()?.Id;
        var found = subject is null ? []
            : await WhereAsync(new SensorQuestion { Households = [$"{subject}"] }, cancellationToken).ConfigureAwait(false);
        return OrCity(found.Select(one => one.Partition));
    }

    private async ValueTask<IReadOnlyList<PartitionId>> WhereAnyAsync(Func<ICityStore, ValueTask<bool>> has)
    {
        var found = new List<PartitionId>();
        foreach (var partition in EveryPartition)
            if (await has(reader.Of(partition)).ConfigureAwait(false)) found.Add(partition);
        return OrCity(found);
    }

    private static async ValueTask<bool> HasAsync(
        ICityStore store, IReadOnlyList<DocumentQuery> queries, CancellationToken cancellationToken)
    {
        foreach (var query in queries)
            if ((await store.QueryAsync(query with { Limit = 1 }, cancellationToken).ConfigureAwait(false)).Rows.Count > 0) return true;
        return false;
    }

    private static IReadOnlyList<PartitionId> OrCity(IEnumerable<PartitionId> found) =>
        found.Distinct().ToArray() is { Length: > 0 } some ? some : [PartitionId.City];

    /// <summary>
    /// Each entry goes where its device is, or where it is already, or its compound; else by its key. A file that cannot be read goes to
    /// the city's own partition, which says what is wrong.
    /// </summary>
    private async ValueTask<RoutedCommand> SplitAsync(PutSensors put, CancellationToken cancellationToken)
    {
        if (SensorRegister.Parse(Encoding.UTF8.GetBytes(put.File), out _) is not { Count: >= 1 and <= PutSensors.MaxEntries } register)
            return RoutedCommand.To(put, PartitionId.City);
        DeviceId[] devices = [.. register.Sensors.Select(entry => entry.Key.Device).Distinct()];
        var homes = await HomesAsync(devices, cancellationToken).ConfigureAwait(false);
        var known = await WhereAsync(new SensorQuestion
        {
            Devices = [.. devices.Where(device => !homes.ContainsKey(device))],
            Compounds = [.. register.Sensors.Select(entry => entry.Compound).OfType<string>().Distinct()],
        }, cancellationToken).ConfigureAwait(false);
        var places = new SensorPlaces([.. known.Select(one => one.Entry), .. register.Sensors], grids());
        var (byKey, byCompound) = (known.ToLookup(one => one.Entry.Key), known.ToLookup(one => one.Entry.Compound));
        var parts = register.Sensors.GroupBy(entry => homes.TryGetValue(entry.Key.Device, out var home) ? home
            : byKey[entry.Key].Concat(byCompound[entry.Compound ?? ""]).Select(one => (PartitionId?)one.Partition).FirstOrDefault()
                ?? places.KeyOf(entry).In(partitions.Count)).OrderBy(part => part.Key).ToArray();
        return RoutedCommand.InParts(parts.Length == 1 ? [(parts[0].Key, put)]
            : [.. parts.Select(part => (part.Key,
                (HubCommand)(put with { File = Encoding.UTF8.GetString(SensorJson.ToUtf8(part).Span) })))]);
    }

    private async ValueTask<Dictionary<DeviceId, PartitionId>> HomesAsync(
        IReadOnlyCollection<DeviceId> devices, CancellationToken cancellationToken)
    {
        var where = await reader.WhereAsync(
            [.. devices.Select(device => new DocumentKey(Devices.DeviceDocuments.Kind.Name, device.Value))], cancellationToken)
            .ConfigureAwait(false);
        return where.ToDictionary(found => DeviceId.Parse(found.Key.Id), found => found.Value);
    }

    /// <summary>Asks every partition which entries it has.</summary>
    internal async ValueTask<IReadOnlyList<(PartitionId Partition, Sensor Entry)>> WhereAsync(
        SensorQuestion asked, CancellationToken cancellationToken)
    {
        if (asked.Devices.Count + asked.Compounds.Count + asked.Households.Count == 0) return [];
        var call = new SensorsCall(asked);
        var answers = await Task.WhenAll(PartitionId.All(partitions.Count).Skip(1).Select(async partition => (Partition: partition,
            Entries: (IReadOnlyList<Sensor>)await partitions.AskAsync(partition, call, cancellationToken).ConfigureAwait(false))))
            .ConfigureAwait(false);
        return [.. answers.SelectMany(answer => answer.Entries.Select(entry => (answer.Partition, entry)))];
    }

    private static Refusal Apart(PartitionId[] found) => Refusal.Of("elsewhere",
        $"What the command names is in different parts of the city ({string.Join(", ", found)}), which are decided apart: "
        + "give a command for each.",
        $"指令涉及的事项分属不同分区（{string.Join("、", found)}），不能一并办理，请分别下达指令。");

    private static Refusal Straddles(DeviceId device, PartitionId[] found) => Refusal.Of("straddles",
        $"The sensors of {device} are in different parts of the city ({string.Join(", ", found)}), and a device is in one: "
        + "register them with one compound or in one street, then admit it.",
        $"设备 {device} 的传感器分属不同分区（{string.Join("、", found)}），而一台设备只属于一个分区；请将其登记在同一小区或同一街道后再登记设备。");
}
