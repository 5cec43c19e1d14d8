using CityKit.Partitions;

namespace CityKit;

/// <content>The hub of a city of many partitions.</content>
public sealed partial class CityHub
{
    /// <summary>
    /// The hub of a city: it reads over all partitions, decides nothing itself, and asks the partition that an input belongs to.
    /// </summary>
    /// <param name="hubs">Makes the hubs of partitions, and says what the city is made of.</param>
    /// <param name="partitions">Where they are.</param>
    /// <param name="reader">Reads over all of them.</param>
    public static CityHub OfCity(PartitionHubs hubs, IPartitions partitions, ICityReader reader) =>
        throw new NotSupportedException("A city of many partitions is being built. 建设中。");
}
