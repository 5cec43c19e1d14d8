using CityKit.Modules;
using CityKit.Storage;

namespace CityKit.BuiltIn;

/// <summary>Whose journal is read: each partition of a city numbers its own.</summary>
internal static class JournalPartition
{
    internal static QueryParameter Parameter { get; } = QueryParameter.Text("partition",
        "whose journal, in a city of many partitions: 'city' (else) or a number such as '007'", "分区（多分区城市）：city（默认）或编号，如 007");

    /// <summary>The store that has the journal; one of another name is refused.</summary>
    internal static ICityStore StoreOf(QueryArguments arguments, ICityStore city)
    {
        if (arguments.Text(Parameter.Name) is not { } name) return city;
        if (arguments.Partitions.Names.Contains(name)) return arguments.Partitions.Of(name);
        arguments.Refuse(Parameter.Name, name, arguments.Partitions.Names is [var first, .., var last]
            ? new($"{first}，或至 {last} 的编号", $"{first} or a number up to {last}")
            : new("空：本中枢就是全市", "left out: this hub is the whole city"));
        return city;
    }
}
