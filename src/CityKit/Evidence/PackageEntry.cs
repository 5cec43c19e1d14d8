namespace CityKit.Evidence;

/// <summary>A line of <see cref="PackageFiles.Entries"/>.</summary>
/// <param name="Number">The entry's number.</param>
/// <param name="At">When it was received, in nanoseconds since 1970.</param>
/// <param name="Kind">Its kind's number.</param>
/// <param name="Key">Its key.</param>
/// <param name="Payload">Its payload.</param>
internal sealed record PackageEntry(long Number, long At, byte Kind, string Key, byte[] Payload);
