using CityKit.Core;
using CityKit.Documents;

namespace CityKit.Modules;

/// <summary>An argument that a query takes (查询参数).</summary>
/// <param name="Name">Its name, as callers write it.</param>
/// <param name="Type">
/// What it holds: <see cref="IndexType.Text"/>, <see cref="IndexType.Integer"/> or <see cref="IndexType.Instant"/>.
/// </param>
/// <param name="What">What it does.</param>
public sealed record QueryParameter(string Name, IndexType Type, LocalizedText What)
{
    /// <summary>The one that is asked for.</summary>
    internal static QueryParameter Id { get; } = Text("id", "its id", "编号");

    /// <summary>A text.</summary>
    public static QueryParameter Text(string name, string en, string zh) => new(name, IndexType.Text, new LocalizedText(zh, en));

    /// <summary>A whole number.</summary>
    public static QueryParameter Integer(string name, string en, string zh) => new(name, IndexType.Integer, new LocalizedText(zh, en));

    /// <summary>A moment.</summary>
    public static QueryParameter Instant(string name, string en, string zh) => new(name, IndexType.Instant, new LocalizedText(zh, en));
}
