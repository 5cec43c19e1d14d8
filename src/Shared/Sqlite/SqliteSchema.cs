namespace CityKit.Shared.Sqlite;

/// <summary>
/// What a file holds: a mark that says whose it is, and the steps that build it. The schema number is how many steps were taken.
/// </summary>
/// <param name="Name">What people call the file, such as "outbox"; for messages.</param>
/// <param name="ApplicationId">The mark in the file's header (<c>PRAGMA application_id</c>).</param>
/// <param name="Steps">SQL that brings <c>user_version</c> from i to i + 1. Never edited once shipped, only added to.</param>
internal sealed record SqliteSchema(string Name, int ApplicationId, IReadOnlyList<string> Steps)
{
    internal int Version => Steps.Count;
}
