namespace CityKit.Edge.Devices;

/// <summary>A whole number that a device of a type needs, a member of its object in <c>edge.json</c> (设备参数).</summary>
/// <param name="Name">The member, with the unit in its name.</param>
/// <param name="Least">The least value.</param>
/// <param name="Most">The greatest value.</param>
/// <param name="Otherwise">The value when it is not given; null when it must be given.</param>
/// <param name="What">What it is, for documents.</param>
public sealed record DeviceSetting(string Name, long Least, long Most, long? Otherwise, string What);
