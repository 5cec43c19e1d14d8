using CityKit.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CityKit.Samples.OpenIdHub;

/// <summary>A hub whose people have their accounts at an OpenID Connect provider: the desk for people, the API for programs.</summary>
public static class OpenIdHub
{
    /// <summary>The application, ready to run.</summary>
    /// <param name="args">Settings in place of those of <c>appsettings.json</c>, such as <c>--OpenId:ClientId=desk</c>.</param>
    /// <param name="add">Adds to the hub; null for nothing.</param>
    /// <exception cref="InvalidOperationException">A setting is missing.</exception>
    public static WebApplication Build(string[] args, Action<CityKitBuilder>? add = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        var data = Directory.CreateDirectory(builder.Configuration["Data"] ?? "data").FullName;
        builder.Services.AddCityKit(city => city.UseSqlite(Path.Combine(data, "city.db")));
        builder.Services.AddCityKit(add ?? (_ => { }));
        builder.Services.AddDataProtection().PersistKeysToFileSystem(new DirectoryInfo(Path.Combine(data, "keys")));
        builder.Services.AddProvider(Provider.Of(builder.Configuration));
        builder.Services.AddCityKitDesk(desk => desk.Configure(options => options.Account = AccountPages.Account));
        var app = builder.Build();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapCityKit();
        app.MapCityKitDesk().RequireAuthorization(SignIn.People);
        AccountPages.Map(app);
        return app;
    }
}
