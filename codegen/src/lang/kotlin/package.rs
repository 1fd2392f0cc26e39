//! The files that make the output a Maven project.

use super::NAME;
use super::naming::package_name;
use crate::banner::banner;
use crate::lang::{Input, OutputFile, Package};

/// The version of Kotlin that the package is built with.
const KOTLIN: &str = "2.4.21";
/// The version of its only dependency.
const SERIALIZATION: &str = "1.12.0";

/// The facts of the package; its name is that of the Kotlin package.
pub(super) fn package(input: &Input<'_>) -> Package {
    Package::new(input.model, input.options.package(NAME), package_name)
}

/// The name of the Kotlin package.
pub(super) fn name(input: &Input<'_>) -> String {
    package(input).name
}

/// The coordinates: the group and the artifact.
pub(super) fn coordinates(name: &str) -> (&str, &str) {
    match name.rsplit_once('.') {
        Some((group, artifact)) => (group, artifact),
        None => (name, name),
    }
}

/// The files besides the sources.
pub(super) fn files(input: &Input<'_>, name: &str) -> Vec<OutputFile> {
    vec![
        OutputFile::new("pom.xml", pom(input, name)),
        OutputFile::new(".editorconfig", editorconfig(input)),
    ]
}

/// A text in XML.
fn xml(text: &str) -> String {
    let text: String = text.chars().filter(|c| !c.is_control()).collect();
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

fn pom(input: &Input<'_>, name: &str) -> String {
    let package = package(input);
    let protocol = &input.model.protocol;
    let (group, artifact) = coordinates(name);
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut facts = Vec::new();
    facts.push(format!(
        "<name>{}</name>",
        xml(&words(protocol.shown_name()))
    ));
    if !protocol.doc.trim().is_empty() {
        facts.push(format!(
            "<description>{}</description>",
            xml(&words(&protocol.doc))
        ));
    }
    facts.extend(
        package
            .homepage
            .as_ref()
            .map(|url| format!("<url>{}</url>", xml(url))),
    );
    if let Some(license) = &package.license {
        facts.push(format!(
            "<licenses>\n        <license>\n            <name>{}</name>\n        </license>\n    </licenses>",
            xml(license)
        ));
    }
    if let Some(url) = &package.repository {
        facts.push(format!(
            "<scm>\n        <url>{}</url>\n    </scm>",
            xml(url)
        ));
    }
    let banner = banner(input.model).replace("--", "- -");
    POM.replace("BANNER", &banner)
        .replace("GROUP", group)
        .replace("ARTIFACT", artifact)
        .replace("PACKAGE_VERSION", &xml(&package.version))
        .replace("KOTLIN_VERSION", KOTLIN)
        .replace("SERIALIZATION_VERSION", SERIALIZATION)
        .replace(
            "RESOURCES\n",
            if package.license.is_some() {
                RESOURCES
            } else {
                ""
            },
        )
        .replace("FACTS", &facts.join("\n    "))
}

const POM: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<!-- BANNER -->
<project xmlns="http://maven.apache.org/POM/4.0.0"
         xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
         xsi:schemaLocation="http://maven.apache.org/POM/4.0.0 http://maven.apache.org/xsd/maven-4.0.0.xsd">
    <modelVersion>4.0.0</modelVersion>

    <groupId>GROUP</groupId>
    <artifactId>ARTIFACT</artifactId>
    <version>PACKAGE_VERSION</version>
    <packaging>jar</packaging>
    FACTS

    <properties>
        <kotlin.version>KOTLIN_VERSION</kotlin.version>
        <serialization.version>SERIALIZATION_VERSION</serialization.version>
        <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
    </properties>

    <dependencies>
        <dependency>
            <groupId>org.jetbrains.kotlin</groupId>
            <artifactId>kotlin-stdlib</artifactId>
            <version>${kotlin.version}</version>
        </dependency>
        <dependency>
            <groupId>org.jetbrains.kotlinx</groupId>
            <artifactId>kotlinx-serialization-json</artifactId>
            <version>${serialization.version}</version>
        </dependency>
    </dependencies>

    <build>
        <sourceDirectory>src/main/kotlin</sourceDirectory>
RESOURCES
        <plugins>
            <plugin>
                <groupId>org.jetbrains.kotlin</groupId>
                <artifactId>kotlin-maven-plugin</artifactId>
                <version>${kotlin.version}</version>
                <executions>
                    <execution>
                        <id>compile</id>
                        <phase>compile</phase>
                        <goals>
                            <goal>compile</goal>
                        </goals>
                    </execution>
                </executions>
                <configuration>
                    <jvmTarget>17</jvmTarget>
                    <args>
                        <arg>-Xexplicit-api=strict</arg>
                    </args>
                </configuration>
            </plugin>
        </plugins>
    </build>
</project>
"#;

/// The text of a licence is the author's to add; the JAR has it if it is there.
const RESOURCES: &str = "        <resources>
            <resource>
                <directory>${project.basedir}</directory>
                <includes>
                    <include>LICENSE</include>
                </includes>
                <targetPath>META-INF</targetPath>
            </resource>
        </resources>
";

fn editorconfig(input: &Input<'_>) -> String {
    format!(
        "# {}\n\n\
         root = true\n\n\
         [*.{{kt,kts}}]\n\
         indent_size = 4\n\
         ktlint_code_style = intellij_idea\n\
         # Names of the schema can be of any length.\n\
         max_line_length = off\n\
         # A file holds the types of a topic, be they one or many.\n\
         ktlint_standard_filename = disabled\n",
        banner(input.model)
    )
}
