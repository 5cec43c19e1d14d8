namespace CityKit.PostgreSql.Tests.Support;

/// <summary>A theory over a real server; see <see cref="PostgresFactAttribute"/>.</summary>
internal sealed class PostgresTheoryAttribute : TheoryAttribute
{
    public PostgresTheoryAttribute() => Skip = PostgresFactAttribute.Reason;
}
