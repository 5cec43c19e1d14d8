namespace CityKit.Shared.SqliteProvider;

/// <summary>The SQLite that runs.</summary>
/// <param name="Number">Its version, such as 3.40.1.</param>
/// <param name="Library"><c>system</c> or <c>bundled</c>.</param>
internal sealed record SqliteVersion(string Number, string Library)
{
    public override string ToString() => $"{Number} ({Library})";
}
